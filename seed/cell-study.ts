import {
	confirmMakeUp,
	markAllAttending,
	planMakeUp,
	recordAttendance,
} from '#lib/features/study/attendance.server.ts';
import { addSession, beginRound, closeRound, publishRound } from '#lib/features/study/commands.server.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { playReflections } from './cell-reflections.ts';

const HELD = 200;
const AHEAD = 6;

/** Two study rounds with their papers: one of the spring, where two were away and made it up, and one whose session lies ahead. */
export const playStudy = async (stage: Stage, documents: ReadonlyMap<string, string>): Promise<void> => {
	const chair = stage.people.find(({ part }) => part.roles.includes('secretary'));
	const deputy = stage.people.find(({ part }) => part.roles.includes('deputy'));
	const quiet = stage.people.filter(({ part }) => part.roles.length === 0 && !part.login);
	const [away, ill] = [quiet[2], quiet[5]];
	const first = documents.get('nghi-quyet-57-nq-tw.md');
	const next = documents.get('nghi-quyet-78-2025.pdf');
	if (!chair || !deputy || !away || !ill || !first || !next)
		throw new Error('The sample has nothing or nobody to study');
	const at = (player: Player, daysAgo: number, hour: number) => stage.at(player, daysAgo, hour);
	const session = (roundId: string, door: ReturnType<typeof at>, day: string, speaker: string) =>
		addSession(door, { roundId, day, time: '08:00', minutes: 180, place: 'Hội trường Sở', speaker });

	const held = await beginRound(at(chair, HELD + 8, 9), {
		unitId: stage.unitId,
		title: 'Học tập, quán triệt Nghị quyết số 57-NQ/TW',
		purpose:
			'Nắm chắc những điểm mới của Nghị quyết; mỗi người xác định việc của mình trong chương trình hành động của chi bộ.',
		guidance:
			'Điểm nào trong Nghị quyết tác động trực tiếp nhất đến công việc của đồng chí?\nĐơn vị đang vướng ở đâu, cần thay đổi gì trước?\nĐồng chí sẽ làm việc gì, xong vào lúc nào?',
		startsOn: addDays(stage.today, -HELD),
		paperDueOn: addDays(stage.today, 14 - HELD),
		documentIds: [first],
	});
	const { sessionId } = await session(
		held.roundId,
		at(chair, HELD + 8, 9),
		addDays(stage.today, -HELD),
		'Báo cáo viên Tỉnh ủy',
	);
	await publishRound(at(chair, HELD + 7, 10), { roundId: held.roundId, audience: 'unit' });
	const note = at(deputy, HELD, 11);
	await recordAttendance(note, {
		studySessionId: sessionId,
		personId: away.personId,
		presence: 'excused',
		reason: 'Đi công tác',
	});
	await recordAttendance(note, {
		studySessionId: sessionId,
		personId: ill.personId,
		presence: 'excused',
		reason: 'Nghỉ ốm',
	});
	await markAllAttending(note, { studySessionId: sessionId });
	for (const [person, way] of [
		[away, 'recording'],
		[ill, 'with_secretary'],
	] as const) {
		const { roundId } = held;
		const { personId } = person;
		await planMakeUp(at(chair, HELD - 1, 9), {
			roundId,
			personId,
			way,
			dueOn: addDays(stage.today, 10 - HELD),
		});
		await confirmMakeUp(at(chair, HELD - 8, 15), { roundId, personId });
	}

	const ahead = await beginRound(at(chair, 3, 9), {
		unitId: stage.unitId,
		title: 'Quán triệt Nghị quyết số 78/2025/UBTVQH15',
		purpose: 'Hiểu đúng đối tượng, cách ghi nhận thời gian đóng bảo hiểm xã hội để hướng dẫn người dân.',
		guidance: 'Ai thuộc đối tượng áp dụng?\nBộ phận một cửa phải chuẩn bị gì?',
		startsOn: addDays(stage.today, AHEAD),
		paperDueOn: addDays(stage.today, AHEAD + 14),
		documentIds: [next],
	});
	await session(ahead.roundId, at(chair, 3, 9), addDays(stage.today, AHEAD), deputy.name);
	await publishRound(at(chair, 2, 10), { roundId: ahead.roundId, audience: 'unit' });
	await playReflections(stage, {
		spring: { roundId: held.roundId, daysAgo: HELD },
		ahead: { roundId: ahead.roundId, daysAgo: 1 },
	});
	await closeRound(at(chair, HELD - 20, 16), { roundId: held.roundId });
};
