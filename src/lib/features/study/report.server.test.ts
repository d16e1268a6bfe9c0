import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { studyScenes } from '../../../../tests/support/study-scene.ts';
import { writePaper } from '../papers/public.server.ts';
import { proposeWithin } from '../proposals/public.server.ts';
import { confirmMakeUp, markAllAttending, planMakeUp, recordAttendance } from './attendance.server.ts';
import { closeRound } from './commands.server.ts';
import { registerPaperStates } from './public.server.ts';
import { publishRound } from './publish.server.ts';
import { issueReport, reportPage, reportPaper } from './report.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const { scene } = studyScenes(database);

test('the report of a round gets its number once the round is closed, and says for ever what it said then', async () => {
	const { secretary, member, staff, lead, roundId, session } = await scene();
	const { sessionId } = await session();
	await publishRound(lead, { roundId, audience: 'unit' });
	await recordAttendance(lead, {
		studySessionId: sessionId,
		personId: staff.personId,
		presence: 'excused',
		reason: 'Đi công tác',
	});
	await markAllAttending(lead, { studySessionId: sessionId });
	const own = database.door(member);
	await expect(look(own, (tx) => reportPage(tx, member, roundId))).rejects.toMatchObject({ kind: 'refused' });
	const issue = () =>
		issueReport(lead, { roundId, issuedOn: '2026-11-23', assessment: 'Cơ bản đạt yêu cầu.' });
	await expect(issue()).rejects.toMatchObject({ kind: 'refused' });
	await planMakeUp(lead, { roundId, personId: staff.personId, way: 'recording', dueOn: '2026-11-30' });
	await confirmMakeUp(lead, { roundId, personId: staff.personId });
	await closeRound(lead, { roundId });
	expect(await issue()).toEqual({ mark: '01-BC/CB' });
	await expect(issue()).rejects.toMatchObject({ kind: 'conflict' });

	await database.owner`update person set full_name = 'Người Đã Đổi Tên' where id = ${staff.personId}`;
	const { paper, layout, mark } = await look(lead, (tx) => reportPaper(tx, secretary, roundId, '2026-12-01'));
	expect({ mark, day: paper.head.day, title: paper.head.title }).toEqual({
		mark: '01-BC/CB',
		day: '2026-11-23',
		title: 'kết quả quán triệt Nghị quyết 57-NQ/TW',
	});
	const words = JSON.stringify(paper.body);
	for (const part of [
		'["Chi bộ Văn phòng","3","3/3","0/3","0/3","0/3"]',
		'Lê Thị Quần Chúng: vắng có lý do (đi công tác); đã học bù ngày 23/11/2026 (xem bản ghi)',
		'Cơ bản đạt yêu cầu.',
	])
		expect(words).toContain(part);
	for (const format of ['docx', 'pdf'] as const)
		expect((await writePaper(paper, layout, format)).byteLength).toBeGreaterThan(1000);
});

test('the report tells what was proposed in the papers of the round, without names', async () => {
	const { cell, secretary, member, lead, roundId } = await scene();
	await publishRound(lead, { roundId, audience: 'unit' });
	const paperId = crypto.randomUUID();
	const propose = command(
		'test.propose',
		z.object({}),
		async (context) => {
			await proposeWithin(context, {
				text: 'Trang bị thêm máy quét cho bộ phận một cửa.',
				unitId: cell.id,
				from: { type: 'paper', id: paperId },
			});
		},
		{ silent: true },
	);
	await propose(database.door(member), {});
	const paper = { paperId, personId: member.personId, state: 'handed_in' as const };
	registerPaperStates({
		statesOf: async (_tx, _tenantId, roundIds) =>
			roundIds.map((round) => ({ ...paper, roundId: round, handedInAt: null, reviewedAt: null })),
	});
	const { report } = await look(lead, (tx) => reportPage(tx, secretary, roundId));
	registerPaperStates({ statesOf: async () => [] });
	expect(report.proposals).toEqual(['Trang bị thêm máy quét cho bộ phận một cửa.']);
});
