import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, look } from '#lib/platform/command/command.ts';
import { sha256Of } from '#lib/platform/files/store.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument, scenePublication, sceneReader } from '../../../../tests/support/trace-scene.ts';
import { writePaper } from '../papers/public.server.ts';
import { proposeWithin } from '../proposals/public.server.ts';
import '../proposals/rounds.server.ts';
import { urgePeople } from '../notifications/commands.server.ts';
import { ownDuties } from '../notifications/public.server.ts';
import '../reading/due.server.ts';
import {
	checkInToSession,
	confirmMakeUp,
	excuseParticipant,
	markAllAttending,
	planMakeUp,
	recordAttendance,
} from './attendance.server.ts';
import {
	addSession,
	beginRound,
	changeRound,
	closeRound,
	dropSession,
	publishRound,
} from './commands.server.ts';
import './due.server.ts';
import { registerPaperStates, roundForPaper, roundsWaitingForPaper } from './public.server.ts';
import { reachPage, roundList, roundPage, sessionPage } from './queries.server.ts';
import { issueReport, reportPage, reportPaper } from './report.server.ts';
import { addSlides, dropSlide, slideFile } from './slides.server.ts';
import { urgeInRound } from './urge.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();

const scene = async ({ isPublished = true }: { isPublished?: boolean } = {}) => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const other = await buildUnit(database, tenant, 'Chi bộ Thanh tra');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const staff = await buildPerson(database, tenant, cell, 'Lê Thị Quần Chúng', { standing: 'non_party' });
	const stranger = await buildPerson(database, tenant, other, 'Đỗ Văn Ngoài');
	const document = await sceneDocument(database, tenant, cell, secretary.personId, [
		'Công tác chuyên môn',
		'Đạo đức công vụ',
	]);
	if (isPublished) {
		const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
			readBy: '2026-12-01',
			assigned: 3,
			opened: 0,
			studied: 0,
			readers: {},
		});
		for (const person of [secretary, member, staff])
			await sceneReader(database, tenant, cell, publication, document.id, person.personId, '2026-12-01');
	}
	const lead = database.door(secretary);
	const { roundId } = await beginRound(lead, {
		unitId: cell.id,
		title: 'Quán triệt Nghị quyết 57-NQ/TW',
		guidance: 'Điểm mới là gì?\nĐơn vị làm gì?',
		startsOn: '2026-11-23',
		paperDueOn: '2026-12-07',
		documentIds: [document.id],
	});
	const session = (day = '2026-11-23') =>
		addSession(lead, {
			roundId,
			day,
			time: '08:00',
			minutes: 180,
			place: 'Hội trường',
			speaker: 'Đồng chí Báo cáo viên',
		});
	const page = (actor: Actor) =>
		look(database.door(actor), (tx) => roundPage(tx, actor, roundId, '2026-11-23'));
	const duties = (actor: Actor & { personId: string }) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 6)).then(({ items }) =>
			items.map(({ kind }) => kind).filter((kind) => kind.startsWith('study')),
		);
	return { tenant, cell, secretary, member, staff, stranger, document, lead, roundId, session, page, duties };
};

test('a round is prepared, published to everybody in the unit, attended by code and by list, and its reach is counted', async () => {
	const { secretary, member, staff, lead, roundId, session, page, duties } = await scene();
	const { sessionId } = await session();
	await expect(page(member)).rejects.toMatchObject({ kind: 'missing' });
	expect(await publishRound(lead, { roundId, audience: 'unit' })).toEqual({ participants: 3 });
	expect(await duties(member)).toEqual(['study_attend']);

	const code = (await page(secretary)).sessions[0]?.checkInCode ?? '';
	expect((await page(member)).sessions[0]?.checkInCode).toBeNull();
	const wrong = code === '111111' ? '222222' : '111111';
	expect(
		await checkInToSession(database.door(member), { studySessionId: sessionId, checkInCode: wrong }),
	).toEqual({ isPresent: false });
	expect((await page(member)).sessions[0]?.own).toBeNull();
	await checkInToSession(database.door(member), {
		studySessionId: sessionId,
		checkInCode: `${code.slice(0, 3)} ${code.slice(3)}`,
	});
	expect(await duties(member)).toEqual([]);
	await expect(
		recordAttendance(lead, { studySessionId: sessionId, personId: staff.personId, presence: 'excused' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await recordAttendance(lead, {
		studySessionId: sessionId,
		personId: staff.personId,
		presence: 'excused',
		reason: 'Đi công tác',
	});
	await markAllAttending(lead, { studySessionId: sessionId });

	const noted = await look(lead, (tx) => sessionPage(tx, secretary, { roundId, sessionId }));
	expect(noted.people.map(({ name, presence, bySelf }) => `${name} ${presence} ${bySelf}`)).toEqual([
		'Trần Văn An present true',
		'Lê Thị Quần Chúng excused false',
		'Nguyễn Thị Bí Thư present false',
	]);
	const { reach } = await look(lead, (tx) => reachPage(tx, secretary, roundId, database.clock()));
	expect(reach).toEqual({
		attended: { done: 2, of: 3 },
		read: { done: 0, of: 3 },
		handed_in: { done: 0, of: 3 },
		reviewed: { done: 0, of: 3 },
	});
});

test('who missed a session makes it up; somebody else confirms it, and then nothing is owed', async () => {
	const { secretary, staff, lead, roundId, session, page, duties } = await scene();
	const { sessionId } = await session();
	await publishRound(lead, { roundId, audience: 'unit' });
	await recordAttendance(lead, { studySessionId: sessionId, personId: staff.personId, presence: 'absent' });
	await recordAttendance(lead, {
		studySessionId: sessionId,
		personId: secretary.personId,
		presence: 'absent',
	});
	expect(await duties(staff)).toEqual(['study_make_up']);
	await expect(
		planMakeUp(lead, { roundId, personId: staff.personId, way: 'recording', dueOn: '2026-11-20' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	for (const { personId } of [staff, secretary])
		await planMakeUp(lead, { roundId, personId, way: 'recording', dueOn: '2026-11-30' });
	expect((await page(staff)).own?.makeUp).toMatchObject({
		way: 'recording',
		dueOn: '2026-11-30',
		doneOn: null,
	});
	await expect(confirmMakeUp(lead, { roundId, personId: secretary.personId })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await confirmMakeUp(lead, { roundId, personId: staff.personId });
	expect((await page(staff)).own?.chain.attended).toBe('done');
	expect(await duties(staff)).toEqual([]);
	await expect(confirmMakeUp(lead, { roundId, personId: staff.personId })).rejects.toMatchObject({
		kind: 'missing',
	});
});

test('each sees the own row only, and who does not take part does not see the round at all', async () => {
	const { cell, member, staff, stranger, lead, roundId, session, page } = await scene();
	const { sessionId } = await session();
	await publishRound(lead, { roundId, audience: 'party_members' });
	await markAllAttending(lead, { studySessionId: sessionId });
	const own = await page(member);
	expect(own.reach).toBeNull();
	expect(own.sessions[0]?.present).toBeNull();
	await expect(page(staff)).rejects.toMatchObject({ kind: 'missing' });
	await expect(page(stranger)).rejects.toMatchObject({ kind: 'missing' });
	const door = database.door(member);
	await expect(look(door, (tx) => reachPage(tx, member, roundId, database.clock()))).rejects.toMatchObject({
		kind: 'refused',
	});
	await expect(look(door, (tx) => sessionPage(tx, member, { roundId, sessionId }))).rejects.toMatchObject({
		kind: 'refused',
	});
	const rows = await look(door, (tx) => tx.selectFrom('study_attendance').select('person_id').execute());
	expect(rows.map(({ person_id }) => person_id)).toEqual([member.personId]);
	const listed = (actor: Actor) =>
		look(database.door(actor), (tx) =>
			roundList(tx, actor, { unitId: cell.id, page: 1, now: new Date('2026-11-23T02:00:00Z') }),
		);
	expect((await listed(member)).rounds).toHaveLength(1);
	expect((await listed(staff)).rounds).toHaveLength(0);
});

test('a round waits for its documents to be published, and changes no more once it is published itself', async () => {
	const { lead, roundId, document } = await scene({ isPublished: false });
	await expect(publishRound(lead, { roundId, audience: 'unit' })).rejects.toMatchObject({ kind: 'conflict' });
	const change = {
		roundId,
		title: 'Tên khác',
		startsOn: '2026-11-24',
		documentIds: [document.id],
		clauseIds: [document.sections[1]?.id],
	};
	await changeRound(lead, change);
	await expect(changeRound(lead, { ...change, paperDueOn: '2026-11-01' })).rejects.toMatchObject({
		kind: 'invalid',
	});

	const ready = await scene();
	await changeRound(ready.lead, {
		...change,
		roundId: ready.roundId,
		documentIds: [ready.document.id],
		clauseIds: [ready.document.sections[1]?.id],
	});
	expect((await ready.page(ready.secretary)).documents[0]?.sections.map(({ label }) => label)).toEqual([
		'2. Đạo đức công vụ',
	]);
	await expect(
		publishRound(ready.lead, { roundId: ready.roundId, audience: 'chosen' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await publishRound(ready.lead, {
		roundId: ready.roundId,
		audience: 'chosen',
		personIds: [ready.member.personId],
	});
	await expect(
		changeRound(ready.lead, { ...change, roundId: ready.roundId, documentIds: [ready.document.id] }),
	).rejects.toMatchObject({ kind: 'refused' });
});

test('who is excused owes nothing; a closed round asks for nothing; a held session stays', async () => {
	const { tenant, member, lead, roundId, session, duties } = await scene();
	const { sessionId } = await session();
	const { sessionId: later } = await session('2026-11-30');
	await publishRound(lead, { roundId, audience: 'unit' });
	const waiting = () =>
		look(database.door(member), (tx) =>
			roundsWaitingForPaper(tx, { tenantId: tenant.tenantId, personId: member.personId }),
		);
	expect(await waiting()).toHaveLength(1);
	expect(await duties(member)).toEqual(['study_attend', 'study_attend']);
	await excuseParticipant(lead, { roundId, personId: member.personId, reason: 'Nghỉ thai sản' });
	expect(await duties(member)).toEqual([]);
	expect(await waiting()).toEqual([]);
	await markAllAttending(lead, { studySessionId: sessionId });
	await expect(dropSession(lead, { studySessionId: sessionId })).rejects.toMatchObject({ kind: 'conflict' });
	await dropSession(lead, { studySessionId: later });
	await closeRound(lead, { roundId });
	await expect(markAllAttending(lead, { studySessionId: sessionId })).rejects.toMatchObject({
		kind: 'refused',
	});
	expect(await look(database.door(member), (tx) => roundForPaper(tx, member, roundId))).toMatchObject({
		isOpen: false,
		paperDueOn: '2026-12-07',
		isParticipant: true,
	});
});

test('papers count as far as whoever keeps them says; one that was returned is not handed in', async () => {
	const { secretary, member, staff, lead, roundId } = await scene();
	await publishRound(lead, { roundId, audience: 'unit' });
	const papers = [
		{ personId: member.personId, state: 'accepted' as const },
		{ personId: staff.personId, state: 'returned' as const },
	];
	registerPaperStates({
		statesOf: async (_tx, _tenantId, roundIds) =>
			papers.flatMap((paper) =>
				roundIds.map((round) => ({ ...paper, roundId: round, handedInAt: null, reviewedAt: null })),
			),
	});
	const { reach } = await look(lead, (tx) => reachPage(tx, secretary, roundId, database.clock()));
	registerPaperStates({ statesOf: async () => [] });
	expect(reach.handed_in).toEqual({ done: 1, of: 3 });
	expect(reach.reviewed).toEqual({ done: 1, of: 3 });
});

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

test('those who are behind are urged once within the pause, each told of it, wherever it was done', async () => {
	const { cell, document, secretary, member, staff, lead, roundId, session } = await scene();
	const { sessionId } = await session();
	await publishRound(lead, { roundId, audience: 'unit' });
	await recordAttendance(lead, { studySessionId: sessionId, personId: staff.personId, presence: 'absent' });
	await expect(urgeInRound(database.door(member), { roundId, everybody: 'any' })).rejects.toMatchObject({
		kind: 'refused',
	});
	await expect(urgeInRound(lead, { roundId })).rejects.toMatchObject({ kind: 'invalid' });
	expect(await urgeInRound(lead, { roundId, personIds: [staff.personId, secretary.personId] })).toEqual({
		urged: 1,
		passedOver: 0,
	});
	const told =
		await database.owner`select person_id, words, is_urgent from notification where kind = 'study.urged' and subject_id = ${roundId}`;
	expect(told).toEqual([{ person_id: staff.personId, words: 'told_study_urged', is_urgent: true }]);
	const kinds = await database.owner`select kind from urge where person_id = ${staff.personId} order by kind`;
	expect(kinds.map(({ kind }) => kind)).toEqual(['read', 'study_make_up', 'study_paper']);

	expect(await urgeInRound(lead, { roundId, everybody: 'read' })).toEqual({ urged: 1, passedOver: 1 });
	await expect(urgeInRound(lead, { roundId, everybody: 'any' })).rejects.toMatchObject({ kind: 'too_many' });
	await expect(
		urgePeople(lead, { unitId: cell.id, thing: [`read:${document.id}:${member.personId}`] }),
	).rejects.toMatchObject({ kind: 'too_many' });
	const { participants } = await look(lead, (tx) => reachPage(tx, secretary, roundId, database.clock()));
	expect(participants.map(({ name, urgedAt }) => `${name} ${urgedAt !== null}`)).toEqual([
		'Trần Văn An true',
		'Lê Thị Quần Chúng true',
		'Nguyễn Thị Bí Thư false',
	]);
	await closeRound(lead, { roundId });
	const [settled] =
		await database.owner`select count(*)::int as left from notification where subject_id = ${roundId} and settled_at is null and kind = 'study.urged'`;
	expect(settled?.['left']).toBe(0);
});

const presentation = (text: string): Uint8Array =>
	zipSync({
		'[Content_Types].xml': strToU8('<Types/>'),
		'ppt/presentation.xml': strToU8('<p/>'),
		'ppt/slides/slide2.xml': strToU8(`<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`),
	});

test('what was shown at a session is kept as files, for those who may see the round; a secret or a program is not', async () => {
	const { secretary, member, stranger, lead, roundId, session, page } = await scene();
	const { sessionId } = await session();
	const add = (name: string, bytes: Uint8Array, door = lead) =>
		addSlides(door, { studySessionId: sessionId, files: [{ name, bytes }] });
	await add('Chuyên đề 1.pptx', presentation('Những điểm mới'));
	await expect(add('Chuyên đề 2.pptx', presentation('TỐI MẬT'))).rejects.toMatchObject({ kind: 'invalid' });
	await expect(add('chay.pptx', strToU8('MZ'))).rejects.toMatchObject({ kind: 'invalid' });
	const secret = sha256Of(presentation('TỐI MẬT'));
	expect(await lead.files.has(secret)).toBe(false);

	const [slide] = (await page(secretary)).sessions[0]?.slides ?? [];
	expect(slide?.fileName).toBe('Chuyên đề 1.pptx');
	const slideId = slide?.id ?? '';
	const file = (actor: Actor, of = roundId) =>
		look(database.door(actor), (tx) => slideFile(tx, actor, { roundId: of, slideId }));
	await expect(file(member)).rejects.toMatchObject({ kind: 'missing' });
	await publishRound(lead, { roundId, audience: 'unit' });
	expect(await file(member)).toMatchObject({
		fileName: 'Chuyên đề 1.pptx',
		mediaType: expect.stringContaining('presentationml'),
	});
	await expect(file(stranger)).rejects.toMatchObject({ kind: 'missing' });
	await expect(file(secretary, sessionId)).rejects.toMatchObject({ kind: 'missing' });
	await expect(add('Ghi chú.pdf', strToU8('%PDF-1.7'), database.door(member))).rejects.toMatchObject({
		kind: 'refused',
	});
	await dropSlide(lead, { slideId });
	expect((await page(member)).sessions[0]?.slides).toEqual([]);
});
