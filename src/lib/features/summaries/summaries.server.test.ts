import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument, scenePublication, sceneReader } from '../../../../tests/support/trace-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { readerPageOf } from '../reading/queries.server.ts';
import { acceptSummary, assignSummary, declineSummary, replaceSummary } from './assign.server.ts';
import { presentSummary, releaseSummary, remarkSummary, saveDraft } from './commands.server.ts';
import './due.server.ts';
import { assignmentsDue, summaryPoints } from './public.server.ts';
import { assignmentList, assignmentPage } from './queries.server.ts';
import { writingPage } from './queries-writing.server.ts';

const database = useDatabase();

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const deputy = await buildPerson(database, tenant, cell, 'Phạm Phó Bí Thư', {
		standing: 'official',
		roles: ['deputy'],
	});
	const author = await buildPerson(database, tenant, cell, 'Lê Cấp Ủy', {
		standing: 'official',
		roles: ['committee_member'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const document = await sceneDocument(database, tenant, cell, secretary.personId, [
		'Công tác chuyên môn',
		'Đạo đức công vụ',
	]);
	const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-12-01',
		assigned: 1,
		opened: 0,
		studied: 0,
		readers: {},
	});
	await sceneReader(database, tenant, cell, publication, document.id, member.personId, '2026-12-01');
	const given = { documentId: document.id, unitId: cell.id, personId: author.personId, dueOn: '2026-11-26' };
	const point = (nth: 0 | 1, body: string, revision = 0, kind = 'novelty') => ({
		clauseId: document.sections[nth]?.id ?? '',
		kind,
		body,
		revision,
	});
	const own = (actor: Actor & { personId: string }) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 6)).then(({ items }) =>
			items.map(({ kind, act }) => `${kind} ${act}`),
		);
	return { tenant, cell, secretary, deputy, author, member, document, given, point, own };
};

test('a document is given, written section by section, presented, discussed and released beside the text', async () => {
	const { cell, secretary, author, member, document, given, point, own } = await scene();
	await expect(assignSummary(database.door(author), given)).rejects.toMatchObject({
		key: 'refused_assign_summary',
	});
	const { assignmentId } = await assignSummary(database.door(secretary), given);
	expect(await own(author)).toEqual(['summarise Viết']);
	await saveDraft(database.door(author), {
		assignmentId,
		points: [point(0, 'Điểm mới thứ nhất'), point(0, 'Cần số hóa', 0, 'action'), point(1, '')],
	});
	expect(await own(author)).toEqual(['summarise Viết tiếp']);
	const page = (actor: Actor) => look(database.door(actor), (tx) => assignmentPage(tx, actor, assignmentId));
	expect(await page(author)).toMatchObject({
		assignment: { state: 'accepted' },
		points: [{ body: 'Điểm mới thứ nhất' }, { body: 'Cần số hóa' }],
	});
	expect((await page(secretary)).points).toBeNull();
	await expect(page(member)).rejects.toMatchObject({ kind: 'missing' });
	await expect(releaseSummary(database.door(secretary), { assignmentId })).rejects.toMatchObject({
		key: 'refused_summary_state',
	});
	await presentSummary(database.door(author), { assignmentId, presentedOn: '2026-11-23' });
	expect(await own(author)).toEqual([]);
	expect(await own(secretary)).toEqual(['release Xem và phát hành']);
	expect((await page(secretary)).points).toHaveLength(2);
	await remarkSummary(database.door(secretary), { assignmentId, body: 'Nêu rõ thời hạn' });
	await saveDraft(database.door(author), {
		assignmentId,
		points: [point(0, 'Điểm mới thứ nhất, hạn 31/12', 1)],
	});
	await expect(releaseSummary(database.door(author), { assignmentId })).rejects.toMatchObject({
		key: 'refused_release_own',
	});
	expect(await releaseSummary(database.door(secretary), { assignmentId })).toMatchObject({ points: 2 });
	await expect(
		saveDraft(database.door(author), { assignmentId, points: [point(0, 'Sửa sau', 2)] }),
	).rejects.toMatchObject({ kind: 'refused' });
	const read = await look(database.door(member), (tx) => readerPageOf(tx, member, document.id, cell.id));
	expect(read.summaries).toMatchObject([
		{ kind: expect.stringMatching(/novelty|action/), authorName: 'Lê Cấp Ủy' },
		{ kind: expect.stringMatching(/novelty|action/) },
	]);
	const points = await look(database.door(member), (tx) =>
		summaryPoints(tx, member, { documentId: document.id, unitId: cell.id }),
	);
	expect(points.map(({ kind, body, anchor }) => `${kind} ${anchor} ${body}`)).toEqual([
		'novelty muc-1 Điểm mới thứ nhất, hạn 31/12',
		'action muc-1 Cần số hóa',
	]);
	const verbs = await database.owner`select verb from event where subject_id = ${assignmentId} order by id`;
	expect(verbs.map((row) => row['verb'])).toEqual([
		'summary.assigned',
		'summary.accepted',
		'summary.presented',
		'summary.remarked',
		'summary.released',
	]);
});

test('who declines says why; it is given to somebody else, and the first one owes nothing more', async () => {
	const { secretary, deputy, author, given, own } = await scene();
	const { assignmentId } = await assignSummary(database.door(secretary), given);
	await expect(declineSummary(database.door(author), { assignmentId, reason: ' ' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await declineSummary(database.door(author), { assignmentId, reason: 'Đi công tác' });
	const told = await database.owner`select words from notification where person_id = ${secretary.personId}`;
	expect(told).toMatchObject([{ words: 'summary_told_declined' }]);
	const fresh = await replaceSummary(database.door(secretary), {
		assignmentId,
		personId: deputy.personId,
		dueOn: '2026-11-28',
	});
	expect(await own(author)).toEqual([]);
	expect(await own(deputy)).toEqual(['summarise Viết']);
	await acceptSummary(database.door(deputy), { assignmentId: fresh.assignmentId });
	await expect(
		acceptSummary(database.door(author), { assignmentId: fresh.assignmentId }),
	).rejects.toMatchObject({ kind: 'refused' });
});

test('a text that was changed on two devices keeps both; a save that comes twice changes nothing', async () => {
	const { author, secretary, given, point } = await scene();
	const { assignmentId } = await assignSummary(database.door(secretary), given);
	const save = (body: string, revision: number) =>
		saveDraft(database.door(author), { assignmentId, points: [point(0, body, revision)] }).then(
			({ points }) => points[0],
		);
	expect(await save('Câu một.', 0)).toMatchObject({ revision: 1, isMerged: false });
	expect(await save('Câu một.', 0)).toMatchObject({ revision: 1, isMerged: false });
	expect(await save('Câu một. Câu hai.', 1)).toMatchObject({ revision: 2, isMerged: false });
	expect(await save('Viết trên điện thoại.', 1)).toMatchObject({
		revision: 3,
		isMerged: true,
		body: 'Câu một. Câu hai.\n\nViết trên điện thoại.',
	});
	expect(await save('', 3)).toMatchObject({ revision: 4, body: '' });
});

test('only sections of the assignment are written on, only people of the committee are given one, of today or later', async () => {
	const { secretary, author, member, document, given, point } = await scene();
	const door = database.door(secretary);
	await expect(assignSummary(door, { ...given, personId: member.personId })).rejects.toMatchObject({
		issues: [{ path: 'personId' }],
	});
	await expect(assignSummary(door, { ...given, dueOn: '2026-11-22' })).rejects.toMatchObject({
		issues: [{ path: 'dueOn' }],
	});
	await expect(assignSummary(door, { ...given, clauseIds: [randomUUID()] })).rejects.toMatchObject({
		issues: [{ path: 'clauseIds' }],
	});
	const { assignmentId } = await assignSummary(door, {
		...given,
		clauseIds: [document.sections[1]?.id ?? ''],
	});
	await expect(
		saveDraft(database.door(author), { assignmentId, points: [point(0, 'Ngoài phần giao')] }),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(
		presentSummary(database.door(author), { assignmentId, presentedOn: '2026-11-23' }),
	).rejects.toMatchObject({ key: 'failure_summary_empty' });
	await expect(
		saveDraft(database.door(secretary), { assignmentId, points: [point(1, 'Viết hộ')] }),
	).rejects.toMatchObject({ kind: 'refused' });
});

test('the lists: all of the unit for those who lead it, their own for others; the page of writing goes section by section', async () => {
	const { cell, secretary, author, member, document, given, point } = await scene();
	const { assignmentId } = await assignSummary(database.door(secretary), given);
	await saveDraft(database.door(author), { assignmentId, points: [point(1, 'Ý hai')] });
	const listOf = (actor: Actor) =>
		look(database.door(actor), (tx) =>
			assignmentList(tx, actor, { unitId: cell.id, filter: 'open', page: 1 }),
		);
	expect(await listOf(secretary)).toMatchObject({
		found: 1,
		isUnit: true,
		mayAssign: true,
		assignments: [{ personName: 'Lê Cấp Ủy', points: 1 }],
	});
	expect(await listOf(member)).toMatchObject({ found: 0, isUnit: false, mayAssign: false });
	const due = await look(database.door(secretary), (tx) => assignmentsDue(tx, secretary, cell.id));
	expect(due).toMatchObject([{ id: assignmentId, state: 'accepted' }]);
	const write = (anchor?: string) =>
		look(database.door(author), (tx) =>
			writingPage(tx, author, { documentId: document.id, assignmentId, anchor }),
		);
	expect((await write()).writing).toMatchObject({
		section: { anchor: 'muc-1' },
		next: 'muc-2',
		previous: null,
		clauses: [{}, {}],
	});
	expect((await write('muc-2')).writing).toMatchObject({
		points: [{ body: 'Ý hai' }],
		next: null,
		sections: [{ points: 0 }, { points: 1 }],
	});
});
