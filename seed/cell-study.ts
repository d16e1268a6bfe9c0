import { clausesOf } from '#lib/features/library/public.server.ts';
import {
	confirmMakeUp,
	markAllAttending,
	planMakeUp,
	recordAttendance,
} from '#lib/features/study/attendance.server.ts';
import { answerQuestion, setQuestion } from '#lib/features/study/check.server.ts';
import { beginRound, closeRound } from '#lib/features/study/commands.server.ts';
import { publishRound } from '#lib/features/study/publish.server.ts';
import { addSession } from '#lib/features/study/sessions.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { playReflections } from './cell-reflections.ts';

/** The questions of the check: what is asked, the words by which its clause is found, what is right and what is not. */
const check: { body: string; clause: string; right: string[]; wrong: string[]; explanation: string }[] = [
	{
		body: 'Nghị quyết xác định nội dung nào là điều kiện tiên quyết, cần hoàn thiện và đi trước một bước?',
		clause: 'thể chế là điều kiện tiên quyết',
		right: ['Thể chế'],
		wrong: ['Hạ tầng', 'Nhân lực', 'Dữ liệu'],
		explanation:
			'Thể chế, nhân lực, hạ tầng, dữ liệu và công nghệ chiến lược đều là trọng tâm; trong đó thể chế phải đi trước.',
	},
	{
		body: 'Mục tiêu nào dưới đây Nghị quyết đặt ra đến năm 2030?',
		clause: 'Quy mô kinh tế số đạt tối thiểu 30% GDP',
		right: [
			'Quy mô kinh tế số đạt tối thiểu 30% GDP',
			'Trên 80% người dân và doanh nghiệp sử dụng dịch vụ công trực tuyến',
		],
		wrong: ['Quy mô kinh tế số đạt tối thiểu 50% GDP'],
		explanation: 'Mức tối thiểu 50% GDP thuộc tầm nhìn đến năm 2045.',
	},
	{
		body: 'Mỗi năm ngân sách bố trí ít nhất bao nhiêu cho khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số?',
		clause: 'ít nhất 3% tổng chi ngân sách',
		right: ['3% tổng chi ngân sách'],
		wrong: ['1% tổng chi ngân sách', '2% GDP'],
		explanation: '2% GDP là mức chi cho nghiên cứu phát triển (R&D) của toàn xã hội.',
	},
];
/** So many of the quiet people have tried the check, each a little differently. */
const TRIED = 7;

const HELD = 200;
const AHEAD = 6;

/** Asks the questions of the check; what is right stands in another place each time. @returns their ids, and where what is right stands */
const askQuestions = async (
	door: Door,
	roundId: string,
	documentId: string,
): Promise<{ id: string; right: number[] }[]> => {
	const clauses = await look(door, (tx) => clausesOf(tx, door.actor.tenantId, documentId));
	const asked = [];
	for (const [nth, { body, clause, right, wrong, explanation }] of check.entries()) {
		const found = clauses.find(({ text }) => text.includes(clause));
		if (!found) throw new Error(`The sample has no clause with “${clause}”`);
		const before = wrong.length - (nth % wrong.length);
		const choices = [...wrong.slice(0, before), ...right, ...wrong.slice(before)];
		const places = right.map((_, at) => before + at);
		const { questionId } = await setQuestion(door, {
			roundId,
			clauseId: found.id,
			body,
			explanation,
			...Object.fromEntries(choices.map((choice, at) => [`choice${at + 1}`, choice])),
			...Object.fromEntries(places.map((at) => [`right${at + 1}`, 'on'])),
		});
		asked.push({ id: questionId, right: places });
	}
	return asked;
};

/** Two study rounds with their papers: one of the spring, with a check, where two were away and made it up, and one whose session lies ahead. */
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
	const questions = await askQuestions(at(chair, HELD + 8, 10), held.roundId, first);
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
	for (const [nth, player] of quiet.slice(0, TRIED).entries())
		for (const { id, right } of questions)
			await answerQuestion(at(player, HELD - 2, 20), {
				questionId: id,
				// What stands first is never right.
				chosen: nth % 3 === 2 ? [0] : right,
			});

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
