import { decideReport, reportTask } from '#lib/features/programmes/commands-reports.server.ts';
import { declareStudied, openReading } from '#lib/features/reading/commands.server.ts';
import {
	beginResolution,
	putResolution,
	saveResolution,
	takeOverGiven,
} from '#lib/features/resolutions/commands.server.ts';
import { addPlannedTask } from '#lib/features/resolutions/commands-tasks.server.ts';
import { issueResolution } from '#lib/features/resolutions/issue.server.ts';
import { resolutionPage } from '#lib/features/resolutions/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';

const PLANNED = 'Đối chiếu, số hóa hồ sơ còn tồn của các phòng';
/** Days after the meeting on which its planned work is handed in. */
const DONE_AFTER = 24;

/** The resolution of a meeting: drafted from the figures, with what was given there and one task more, put to the vote. */
export const draftResolution = async (
	stage: Stage,
	chair: Player,
	{ meetingId, ago }: { meetingId: string; ago: number },
): Promise<{ resolutionId: string; ballotId: string }> => {
	const door = stage.at(chair, ago, 8);
	const { resolutionId } = await beginResolution(door, { unitId: stage.unitId, kind: 'monthly', meetingId });
	const today = addDays(stage.today, -ago);
	const { resolution } = await look(door, (tx) => resolutionPage(tx, chair, resolutionId, today));
	await saveResolution(door, {
		resolutionId,
		title: resolution.title,
		results: resolution.results,
		direction: '- Giữ nền nếp sinh hoạt; mỗi nhiệm vụ có người chủ trì, thời hạn và kết quả kiểm tra được.',
		implementation: resolution.implementation,
		revision: resolution.revision,
	});
	await takeOverGiven(door, { resolutionId });
	const owner = stage.people.find(
		({ part }) => part.standing === 'official' && part.roles.length === 0 && !part.login,
	);
	if (owner)
		await addPlannedTask(door, {
			resolutionId,
			title: PLANNED,
			resultExpected: 'Bảng kê hồ sơ đã đối chiếu của từng phòng',
			ownerId: owner.personId,
			dueOn: addDays(today, 27),
		});
	const { ballotId } = await putResolution(stage.at(chair, ago, 9), { resolutionId });
	return { resolutionId, ballotId };
};

/** Issued in the afternoon of the meeting, and studied by those it is for; of the newest some are still to study it. */
export const issueAndRead = async (
	stage: Stage,
	chair: Player,
	issued: { resolutionId: string; day: Day; ago: number },
): Promise<void> => {
	const { documentId } = await issueResolution(stage.at(chair, issued.ago, 16), {
		resolutionId: issued.resolutionId,
		issuedOn: issued.day,
		audience: 'party_members',
		readBy: addDays(issued.day, 30),
	});
	const page = await look(stage.at(chair, issued.ago, 17), (tx) =>
		resolutionPage(tx, chair, issued.resolutionId, issued.day),
	);
	const own = page.tasks.find(({ title }) => title === PLANNED);
	const owner = stage.people.find(({ personId }) => personId === own?.ownerId);
	// The work of all but the newest is done in time.
	if (own?.taskId && owner && issued.ago > DONE_AFTER) {
		const { reportId } = await reportTask(stage.at(owner, issued.ago - DONE_AFTER, 10), {
			taskId: own.taskId,
			kind: 'completion',
			percent: 100,
			body: 'Đã đối chiếu xong hồ sơ tồn của các phòng, có bảng kê kèm theo.',
			texts: [{ title: 'Bảng kê', body: 'Số hồ sơ đã đối chiếu, theo từng phòng.' }],
		});
		await decideReport(stage.at(chair, issued.ago - DONE_AFTER, 14), { reportId, decision: 'accepted' });
	}
	const readers = stage.people.filter(({ part }) => part.standing !== 'non_party');
	for (const reader of issued.ago > 30 ? readers : readers.slice(0, Math.round(readers.length * 0.8))) {
		const door = stage.at(reader, Math.max(0, issued.ago - 3), 19);
		await openReading(door, { documentId });
		await declareStudied(door, { documentId, confirmed: true });
	}
};
