import { markAllPresent, markAttendance } from '#lib/features/meetings/attendance.server.ts';
import { assignInMeeting } from '#lib/features/meetings/given.server.ts';
import { saveMinutes, signMinutes } from '#lib/features/meetings/minutes.server.ts';
import { minutesPage } from '#lib/features/meetings/minutes-queries.server.ts';
import { addItem, callMeeting, planMeeting } from '#lib/features/meetings/plan.server.ts';
import { closeMeeting, concludeMeeting, openMeeting, writeNote } from '#lib/features/meetings/run.server.ts';
import { countHands, openBallot } from '#lib/features/meetings/votes.server.ts';
import { decideReport, reportTask } from '#lib/features/programmes/commands-reports.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { draftResolution, issueAndRead } from './cell-resolutions.ts';

/** Days after a meeting until its results are summed up. */
const SUMMED_UP_AFTER = 24;
/** Resolutions are kept here from the last three months on; before that they were kept on paper. */
const RESOLUTIONS_FROM = 100;
const DAY_MS = 86_400_000;
const daysAgo = (today: Day, day: Day): number =>
	Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY_MS);

/** A meeting as it was: called a week before, everybody there but one, one task given, the resolution voted. */
const playHeld = async (stage: Stage, people: { chair: Player; taker: Player }, day: Day): Promise<void> => {
	const ago = daysAgo(stage.today, day);
	const month = Number(day.slice(5, 7));
	const isThematic = month % 3 === 0;
	const chair = (hour: number, earlier = 0) => stage.at(people.chair, ago + earlier, hour);
	const { meetingId } = await planMeeting(chair(9, 7), {
		unitId: stage.unitId,
		kind: isThematic ? 'combined' : 'regular',
		title: `Sinh hoạt chi bộ${isThematic ? ' thường kỳ và chuyên đề' : ' thường kỳ'} tháng ${month}`,
		place: 'Phòng họp tầng 2',
		day,
		time: '08:00',
		minutesPlanned: isThematic ? '120' : '90',
		chairId: people.chair.personId,
		takerId: people.taker.personId,
	});
	const add = (kind: string, title: string, minutes: number) =>
		addItem(chair(10, 7), { meetingId, kind, title, minutes: String(minutes) });
	const news = await add('news', 'Thông tin thời sự, chủ trương mới', 15);
	const results = await add('results', 'Kết quả thực hiện nghị quyết kỳ trước', 30);
	const resolution = await add('resolution', 'Thảo luận, biểu quyết thông qua nghị quyết', 30);
	await callMeeting(chair(11, 7), { meetingId });
	await openMeeting(chair(8), { meetingId });
	const absent = stage.people.find(({ part }) => part.standing === 'official' && part.roles.length === 0);
	if (absent && month % 2 === 0)
		await markAttendance(chair(8), {
			meetingId,
			personId: absent.personId,
			presence: 'excused',
			reason: 'đi công tác',
		});
	await markAllPresent(chair(8), { meetingId });
	const note = (agendaItemId: string, body: string) =>
		writeNote(stage.at(people.taker, ago, 8), { agendaItemId, body });
	await note(
		news.agendaItemId,
		'Đồng chí Bí thư thông tin tình hình thời sự trong tháng và các văn bản mới của cấp trên; nhấn mạnh những nội dung liên quan trực tiếp đến nhiệm vụ của Sở.',
	);
	await note(
		results.agendaItemId,
		'Các nhiệm vụ của tháng trước cơ bản hoàn thành đúng hạn. Một số nhiệm vụ về số hóa hồ sơ còn chậm do thiếu người đối chiếu bản gốc.',
	);
	await note(resolution.agendaItemId, 'Chi bộ thảo luận, thống nhất với dự thảo nghị quyết do chi ủy trình.');
	const { taskId } = await assignInMeeting(chair(8), {
		meetingId,
		agendaItemId: resolution.agendaItemId,
		title: `Tổng hợp kết quả thực hiện nghị quyết tháng ${month}`,
		personId: people.taker.personId,
		dueOn: addDays(day, 25),
	});
	const drafted =
		ago <= RESOLUTIONS_FROM ? await draftResolution(stage, people.chair, { meetingId, ago }) : null;
	const { ballotId } =
		drafted ??
		(await openBallot(chair(9), {
			meetingId,
			agendaItemId: resolution.agendaItemId,
			question: `Thông qua nghị quyết sinh hoạt tháng ${month}`,
			method: 'hand',
		}));
	const official = stage.people.filter(({ part }) => part.standing === 'official').length;
	await countHands(chair(9), {
		ballotId,
		yes: String(official - (month % 2 === 0 ? 1 : 0)),
		no: '0',
		abstain: '0',
	});
	await concludeMeeting(chair(9), {
		meetingId,
		conclusion:
			'Giao chi ủy hoàn thiện nghị quyết; các đồng chí được phân công báo cáo kết quả trước kỳ sinh hoạt sau.',
	});
	await closeMeeting(chair(9), { meetingId });
	const { body } = await look(chair(10), (tx) => minutesPage(tx, people.chair, meetingId, day));
	await saveMinutes(stage.at(people.taker, ago, 14), { meetingId, body });
	await signMinutes(stage.at(people.taker, ago, 15), { meetingId });
	await signMinutes(chair(16), { meetingId });
	if (drafted) await issueAndRead(stage, people.chair, { resolutionId: drafted.resolutionId, day, ago });
	// The work of all but the last meeting is done, in time for the next.
	if (ago < SUMMED_UP_AFTER) return;
	const { reportId } = await reportTask(stage.at(people.taker, ago - SUMMED_UP_AFTER, 10), {
		taskId,
		kind: 'completion',
		percent: 100,
		body: 'Đã tổng hợp kết quả của từng nhiệm vụ, kèm bảng số liệu, gửi chi ủy.',
		texts: [
			{ title: 'Bảng tổng hợp', body: `Kết quả các nhiệm vụ của tháng ${month}, theo từng người chủ trì.` },
		],
	});
	await decideReport(chair(11, -SUMMED_UP_AFTER), { reportId, decision: 'accepted' });
};

/** The meetings of the last months, on the second day of each, and the next one, which is being prepared. */
export const playMeetings = async (stage: Stage): Promise<void> => {
	const chair = stage.people.find(({ part }) => part.roles.includes('secretary'));
	const taker = stage.people.find(({ part }) => part.roles.includes('committee_member'));
	if (!chair || !taker) throw new Error('The sample has no secretary or no committee member');
	const monthOf = (back: number): Day => {
		const months = Number(stage.today.slice(0, 4)) * 12 + Number(stage.today.slice(5, 7)) - 1 - back;
		return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-02`;
	};
	for (let back = 11; back >= 0; back -= 1) {
		const day = monthOf(back);
		if (day < stage.today) await playHeld(stage, { chair, taker }, day);
	}
	const next = monthOf(-1);
	await planMeeting(stage.at(chair, 0, 8), {
		unitId: stage.unitId,
		kind: 'regular',
		title: `Sinh hoạt chi bộ thường kỳ tháng ${Number(next.slice(5, 7))}`,
		place: 'Phòng họp tầng 2',
		day: next,
		time: '08:00',
		minutesPlanned: '90',
		chairId: chair.personId,
		takerId: taker.personId,
	});
};
