import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument, scenePublication, sceneReader } from '../../../../tests/support/trace-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { beginRound, publishRound } from '../study/commands.server.ts';
import { reachPage } from '../study/queries.server.ts';
import './due.server.ts';
import './states.server.ts';
import { type Changes, changesOf, keptText, withChanges } from '#lib/text/typed-changes.ts';
import { addFiles, dropFile } from './files.server.ts';
import {
	handInReflection,
	shareReflection,
	takeBackReflection,
	takeUpAct,
	unshareReflection,
} from './hand-in.server.ts';
import { papersOfDocument } from './papers-of-document.server.ts';
import { checkPage, writingPage } from './queries.server.ts';
import { papersPage, reflectionFile, reflectionPage, sharedPapers } from './queries-review.server.ts';
import { assignReviewer, remarkOnReflection, reviewReflection, setReflectionForm } from './review.server.ts';
import { saveReflection } from './writing.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
const say = { sayPaper: (name: string) => `Bài của ${name}`, sayOther: () => 'Bài khác' };

const own = {
	core: 'Điều tôi tâm đắc nhất là mỗi công chức phải tự đặt ra một chỉ tiêu cho chính phần việc mình giữ và báo cáo công khai kết quả trước tập thể vào cuối mỗi tuần làm việc.',
	'act:a-0': 'Chuẩn hóa 12 biểu mẫu của bộ phận một cửa',
	'by:a-0': '2026-12-20',
	'propose:a-0': 'Đề nghị trang bị thêm hai máy quét cho bộ phận một cửa',
};

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const deputy = await buildPerson(database, tenant, cell, 'Phạm Văn Phó', {
		standing: 'official',
		roles: ['deputy'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An', { standing: 'official' });
	const second = await buildPerson(database, tenant, cell, 'Lê Thị Bình', { standing: 'non_party' });
	const clerk = await buildPerson(database, tenant, cell, 'Võ Thị Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Công tác chuyên môn']);
	const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-12-01',
		assigned: 5,
		opened: 0,
		studied: 0,
		readers: {},
	});
	for (const person of [secretary, deputy, member, second, clerk])
		await sceneReader(database, tenant, cell, publication, document.id, person.personId, '2026-12-01');
	const lead = database.door(secretary);
	const { roundId } = await beginRound(lead, {
		unitId: cell.id,
		title: 'Quán triệt Nghị quyết 57-NQ/TW',
		guidance: 'Điểm mới là gì?',
		startsOn: today,
		paperDueOn: '2026-12-07',
		documentIds: [document.id],
	});
	await publishRound(lead, { roundId, audience: 'unit' });
	const save = (actor: Actor, fields: Record<string, string>, revision = 0) =>
		saveReflection(database.door(actor), { roundId, revision, fields });
	const type = (actor: Actor, changes: Changes, revision: number) =>
		saveReflection(database.door(actor), { roundId, revision, changes });
	const handIn = (actor: Actor) => handInReflection(database.door(actor), { roundId });
	const page = (actor: Actor) => look(database.door(actor), (tx) => writingPage(tx, actor, roundId, today));
	const paper = (actor: Actor, reflectionId: string, version?: number) =>
		look(database.door(actor), (tx) => reflectionPage(tx, actor, { roundId, reflectionId, version }, say));
	const duties = (actor: Actor & { personId: string }) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 6)).then(({ items }) =>
			items.map(({ kind }) => kind).filter((kind) => kind === 'study_paper' || kind === 'reflection_review'),
		);
	return {
		tenant,
		cell,
		secretary,
		deputy,
		member,
		second,
		clerk,
		document,
		lead,
		roundId,
		save,
		type,
		handIn,
		page,
		paper,
		duties,
	};
};

test('what is typed is kept on its revision; another device gets what is there and nothing is written over', async () => {
	const { member, save, page } = await scene();
	expect(await save(member, { core: 'Một' })).toMatchObject({ isKept: true, revision: 1 });
	// The answer was lost on its way: sent again it is the same.
	expect(await save(member, { core: 'Một' })).toMatchObject({ isKept: true, revision: 1 });
	expect(await save(member, { core: 'Một hai' }, 1)).toMatchObject({ isKept: true, revision: 2 });
	expect(await save(member, { core: 'Một ba' }, 1)).toEqual({
		isKept: false,
		theirs: { revision: 2, fields: { core: 'Một hai' } },
	});
	const joined = await saveReflection(database.door(member), {
		roundId: (await page(member)).round.id,
		revision: 0,
		fields: { self: 'Tự thấy', core: 'Một ba' },
		joins: true,
	});
	expect(joined).toMatchObject({ isKept: true, revision: 3 });
	expect((await page(member)).text.fields).toEqual({ core: 'Một hai\n\nMột ba', self: 'Tự thấy' });
	// Fields that the form does not have are not kept.
	await save(member, { core: 'Một hai', khac: 'x' }, 3);
	expect((await page(member)).text).toMatchObject({ revision: 4, fields: { core: 'Một hai' } });
	const events =
		await database.owner`select verb from event where subject_type = 'reflection' and tenant_id = ${member.tenantId}`;
	expect(events.map(({ verb }) => verb)).toEqual(['reflection.begun']);
});

test('a draft is its author’s alone, for the database too', async () => {
	const { member, secretary, save, tenant } = await scene();
	await save(member, own);
	const rows = (actor: Actor) =>
		look(database.door(actor), (tx) => tx.selectFrom('reflection_text').select('fields').execute());
	expect(await rows(member)).toHaveLength(1);
	expect(await rows(secretary)).toHaveLength(0);
	const [known] = await database.owner`select id from reflection where tenant_id = ${tenant.tenantId}`;
	const states = await look(database.door(secretary), (tx) =>
		tx.selectFrom('reflection').select('state').execute(),
	);
	expect(states).toEqual([{ state: 'draft' }]);
	await expect(
		look(database.door(secretary), (tx) =>
			reflectionPage(tx, secretary, { roundId: '', reflectionId: known?.['id'] }, say),
		),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('a paper is handed in, its proposal received, its act a task, reviewed by another, returned and accepted', async () => {
	const { member, secretary, deputy, clerk, lead, roundId, save, handIn, page, paper, duties } =
		await scene();
	expect(await duties(member)).toEqual(['study_paper']);
	await expect(handIn(member)).rejects.toMatchObject({ issues: [{ path: 'fields' }] });
	await save(member, own);
	const { reflectionId, proposals } = await handIn(member);
	expect(proposals).toBe(1);
	expect(await duties(member)).toEqual([]);
	await expect(save(member, { core: 'thêm' }, 1)).rejects.toMatchObject({ kind: 'refused' });
	const mine = await page(member);
	expect(mine.own?.proposals.map(({ body }) => body)).toEqual([own['propose:a-0']]);
	const { taskId } = await takeUpAct(database.door(member), { reflectionId, actKey: 'a-0' });
	expect(await takeUpAct(database.door(member), { reflectionId, actKey: 'a-0' })).toEqual({ taskId });
	expect((await page(member)).own?.acts[0]).toMatchObject({ taskId, by: '2026-12-20' });

	// Somebody of the committee who has fewest: here the secretary.
	const reviewer = mine.own?.paper.reviewerId === secretary.personId ? secretary : deputy;
	const outsider = reviewer === secretary ? deputy : secretary;
	expect(await duties(reviewer)).toContain('reflection_review');
	expect((await paper(reviewer, reflectionId)).fields).toEqual(own);
	for (const actor of [outsider, clerk])
		await expect(paper(actor, reflectionId)).rejects.toMatchObject({ kind: 'missing' });
	await expect(
		reviewReflection(database.door(outsider), { reflectionId, outcome: 'accepted', level: 'Tốt' }),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(
		reviewReflection(database.door(reviewer), { reflectionId, outcome: 'returned' }),
	).rejects.toMatchObject({ issues: [{ path: 'words' }] });
	await remarkOnReflection(database.door(reviewer), {
		reflectionId,
		passage: 'báo cáo công khai',
		body: 'Bằng cách nào?',
	});
	await reviewReflection(database.door(reviewer), {
		reflectionId,
		outcome: 'returned',
		words: 'Nêu rõ hạn chế.',
	});
	expect(await duties(member)).toEqual(['study_paper']);

	await save(member, { ...own, self: 'Tôi còn chậm số hóa hồ sơ.' }, 1);
	expect(await handIn(member)).toMatchObject({ version: 2, proposals: 1 });
	expect((await page(member)).own?.proposals).toHaveLength(1);
	await expect(
		reviewReflection(database.door(reviewer), { reflectionId, outcome: 'accepted', level: 'Xuất sắc' }),
	).rejects.toMatchObject({ issues: [{ path: 'level' }] });
	await reviewReflection(database.door(reviewer), { reflectionId, outcome: 'accepted', level: 'Tốt' });
	expect((await paper(member, reflectionId, 1)).fields).toEqual(own);
	expect((await paper(reviewer, reflectionId)).reviews.map(({ outcome }) => outcome)).toEqual([
		'accepted',
		'returned',
	]);
	const reach = await look(lead, (tx) => reachPage(tx, secretary, roundId, lead.clock()));
	expect(reach.reach).toMatchObject({ handed_in: { done: 1, of: 5 }, reviewed: { done: 1, of: 5 } });
	await expect(takeBackReflection(database.door(member), { reflectionId })).rejects.toMatchObject({
		kind: 'refused',
	});
});

test('a paper that is like another is marked for both sides in the way each may know it; a quotation is not', async () => {
	const { member, second, secretary, deputy, roundId, document, save, handIn, paper } = await scene();
	await save(member, own);
	const first = await handIn(member);
	const clauses =
		await database.owner`select text from clause where document_id = ${document.id} order by ordinal`;
	await save(second, { core: own.core, bearing: String(clauses[0]?.['text'] ?? '') });
	const check = await look(database.door(second), (tx) => checkPage(tx, second, roundId, today));
	expect(check.stretches.find(({ name }) => name === 'core')?.signs).toHaveLength(1);
	expect(check.stretches.find(({ name }) => name === 'bearing')?.signs ?? []).toEqual([]);
	expect(JSON.stringify(check)).not.toContain(first.reflectionId);
	expect(JSON.stringify(check)).not.toContain(member.personId);
	const { reflectionId } = await handIn(second);
	const mine = await look(database.door(second), (tx) => writingPage(tx, second, roundId, today));
	const reviewer = mine.own?.paper.reviewerId === secretary.personId ? secretary : deputy;
	const seen = await paper(reviewer, reflectionId);
	expect(seen.signs).toMatchObject([
		{ source: 'Bài của Trần Văn An', own: expect.stringContaining('chỉ tiêu') },
	]);
	expect((await paper(second, reflectionId)).signs).toBeNull();
});

test('the secretary’s paper goes to the deputy; who reviews can be changed, but not for the own paper', async () => {
	const { member, second, secretary, deputy, clerk, roundId, save, handIn } = await scene();
	await save(secretary, { core: 'Bài của bí thư viết về việc nêu gương.' });
	const { reflectionId } = await handIn(secretary);
	const list = (actor: Actor) =>
		look(database.door(actor), (tx) => papersPage(tx, actor, roundId, '2026-12-10'));
	const row = async () => (await list(deputy)).papers.find(({ id }) => id === reflectionId);
	expect(await row()).toMatchObject({
		reviewerId: deputy.personId,
		state: 'handed_in',
		late: 0,
		isMine: true,
	});
	const assign = (actor: Actor, reviewerId: string) =>
		assignReviewer(database.door(actor), { reflectionIds: [reflectionId], reviewerId });
	await expect(assign(secretary, deputy.personId)).rejects.toMatchObject({ key: 'refused_assign_own' });
	await expect(assign(deputy, secretary.personId)).rejects.toMatchObject({ key: 'refused_review_own' });
	await expect(assign(deputy, member.personId)).rejects.toMatchObject({ kind: 'missing' });
	await expect(list(clerk)).rejects.toMatchObject({ kind: 'refused' });
	// Papers are shared out: whoever hands in may not see those of others, and the fewest are counted all the same.
	for (const person of [member, clerk]) {
		await save(person, { core: `Bài của ${person.name} về công việc của mình.` });
		await handIn(person);
	}
	const { papers, load } = await list(secretary);
	const of = (person: Actor) => papers.find(({ personId }) => personId === person.personId);
	expect(of(member)).toMatchObject({ state: 'handed_in', reviewerId: secretary.personId });
	expect(of(clerk)?.reviewerId).not.toBe(null);
	expect(of(second)).toMatchObject({ state: 'none', late: 3 });
	expect(load.map(({ papers: given }) => given).sort()).toEqual([1, 2]);
});

test('the author takes a paper back before it is reviewed, and shares it after; the unit reads it without rating', async () => {
	const { member, second, secretary, deputy, roundId, save, handIn, page, paper } = await scene();
	await save(member, own);
	const { reflectionId } = await handIn(member);
	await takeBackReflection(database.door(member), { reflectionId });
	await save(member, { ...own, self: 'Viết thêm' }, 1);
	expect(await handIn(member)).toMatchObject({ version: 2 });
	await expect(shareReflection(database.door(member), { reflectionId })).rejects.toMatchObject({
		kind: 'refused',
	});
	const reviewer = (await page(member)).own?.paper.reviewerId === secretary.personId ? secretary : deputy;
	await reviewReflection(database.door(reviewer), {
		reflectionId,
		outcome: 'accepted',
		level: 'Tốt',
		words: 'Bài sâu.',
	});
	await expect(paper(second, reflectionId)).rejects.toMatchObject({ kind: 'missing' });
	await shareReflection(database.door(member), { reflectionId });
	const shown = await paper(second, reflectionId, 1);
	expect(shown).toMatchObject({ paper: { level: null, shown: 2 }, reviews: [], remarks: [], signs: null });
	const shared = () => look(database.door(second), (tx) => sharedPapers(tx, second, roundId));
	expect(await shared()).toMatchObject([{ authorName: 'Trần Văn An' }]);
	await unshareReflection(database.door(member), { reflectionId });
	expect(await shared()).toEqual([]);
	await expect(paper(second, reflectionId)).rejects.toMatchObject({ kind: 'missing' });
});

test('photographs are handed in as pictures; what is neither text nor picture, or bears a mark of secrecy, is not taken', async () => {
	const { member, secretary, deputy, roundId, save, handIn, page, paper } = await scene();
	const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]);
	const add = (name: string, bytes: Uint8Array) =>
		addFiles(database.door(member), { roundId, files: [{ name, bytes }] });
	await expect(add('chuong-trinh.exe', new Uint8Array([0x4d, 0x5a, 1, 2, 3]))).rejects.toMatchObject({
		issues: [{ path: 'files' }],
	});
	await expect(add('bai (MẬT).png', png)).rejects.toMatchObject({ issues: [{ path: 'files' }] });
	await add('trang-1.png', png);
	await add('trang-thua.png', new Uint8Array([...png, 7]));
	const extra = (await page(member)).files.find(({ fileName }) => fileName === 'trang-thua.png');
	await dropFile(database.door(member), { roundId, fileId: extra?.id });
	expect((await page(member)).files.map(({ fileName }) => fileName)).toEqual(['trang-1.png']);
	await save(member, {}, 0);
	const { reflectionId } = await handIn(member);
	const reviewer = (await page(member)).own?.paper.reviewerId === secretary.personId ? secretary : deputy;
	const other = reviewer === secretary ? deputy : secretary;
	const seen = await paper(reviewer, reflectionId);
	expect(seen.files).toMatchObject([{ fileName: 'trang-1.png', mediaType: 'image/png', hasText: false }]);
	const file = (actor: Actor) =>
		look(database.door(actor), (tx) => reflectionFile(tx, actor, seen.files[0]?.id ?? ''));
	expect(await file(reviewer)).toMatchObject({ fileName: 'trang-1.png' });
	await expect(file(other)).rejects.toMatchObject({ kind: 'missing' });
});

test('a unit sets its form from a day on; a paper that was begun keeps its own', async () => {
	const { member, second, lead, cell, save, page } = await scene();
	await save(member, { core: 'Đã viết' });
	const set = {
		unitId: cell.id,
		validFrom: today,
		titles: ['Nhận thức', '', 'Hành động'],
		hints: ['Ngắn gọn', '', ''],
	};
	await expect(setReflectionForm(lead, { ...set, levels: 'Đạt' })).rejects.toMatchObject({
		issues: [{ path: 'levels' }],
	});
	await setReflectionForm(lead, { ...set, levels: 'Đạt\nChưa đạt' });
	expect((await page(second)).form).toEqual({
		parts: [
			{ key: 'core', title: 'Nhận thức', hint: 'Ngắn gọn' },
			{ key: 'self', title: 'Hành động', hint: '' },
		],
		levels: ['Đạt', 'Chưa đạt'],
	});
	expect((await page(member)).form.parts).toHaveLength(4);
	await expect(
		setReflectionForm(database.door(member), { ...set, levels: 'Đạt\nChưa đạt' }),
	).rejects.toMatchObject({
		kind: 'refused',
	});
});

test('saves of many at one moment are each kept, in the name of their own author and of nobody else', async () => {
	const { member, second, secretary, clerk, roundId, save, type, handIn, page } = await scene();
	for (const person of [member, second, secretary]) await save(person, { core: 'Một' });
	const answers = await Promise.all(
		[1, 2, 3, 4].flatMap((revision) =>
			[member, second, secretary].map((person) =>
				type(person, { core: `${person.name} ${revision}` }, revision),
			),
		),
	);
	expect(answers.every((answer) => answer.isKept)).toBe(true);
	for (const person of [member, second, secretary])
		expect((await page(person)).text).toMatchObject({ revision: 5, fields: { core: `${person.name} 4` } });
	// Who has no paper in the round, or names another organisation, gets nothing kept.
	const one = { nth: 0, round: roundId, revision: 5, changes: { core: 'x' }, at: new Date() };
	const forged = [
		{ ...one, tenant: second.tenantId, person: clerk.personId },
		{ ...one, nth: 1, tenant: randomUUID(), person: second.personId },
	];
	const taken =
		await sql`select * from public.keep_reflections(${JSON.stringify(forged)}::text::jsonb)`.execute(
			database.door(second).db,
		);
	expect(taken.rows).toEqual([]);
	await handIn(member);
	await expect(save(member, { core: 'sau khi nộp' }, 5)).rejects.toMatchObject({ kind: 'refused' });
	expect((await page(member)).text.fields).toEqual({ core: `${member.name} 4` });
});

test('only what was typed is sent: the database puts it in as the device does, and not into another text', async () => {
	const letters = fc.constantFrom('a', 'ấ', '😀', ' ', '\n', 'đ', '́');
	const text = fc.string({ unit: letters, maxLength: 90 }).map(keptText);
	const fields = fc.dictionary(fc.constantFrom('core', 'self', 'act:a-0', 'khac'), text, { maxKeys: 4 });
	const parts = JSON.stringify([{ key: 'core' }, { key: 'self' }]);
	const cases = fc.sample(fc.tuple(fields, fields, fields), { numRuns: 150, seed: 20261123 });
	const known = { core: '', self: '', 'act:a-0': '' };
	for (const [was, now, other] of cases) {
		const changes = changesOf(was, now);
		for (const base of [was, other]) {
			const [row] =
				await database.owner`select meta.reflection_changed(${JSON.stringify(base)}::text::jsonb, ${JSON.stringify(changes)}::text::jsonb, ${parts}::text::jsonb) as fields`;
			// A field that the form does not have is left as it is.
			const { khac: _other, ...own } = changes;
			const expected = withChanges(base, own);
			const got = row?.['fields'] as Record<string, string> | null;
			expect(got && { ...known, ...got }).toEqual(
				expected && { ...known, ...base, ...blank(own), ...expected },
			);
		}
	}
});

/** A field that was emptied is not there any more. */
const blank = (changes: Changes) => Object.fromEntries(Object.keys(changes).map((name) => [name, '']));

test('typed words are kept by stretches; what was typed on an older text, or too long, is not taken', async () => {
	const { member, save, type, page } = await scene();
	const core = 'Điều tôi tâm đắc nhất là mỗi công chức phải tự đặt ra một chỉ tiêu.';
	await save(member, { core });
	expect(await type(member, changesOf({ core }, { core: `${core} Tôi sẽ làm.` }), 1)).toMatchObject({
		isKept: true,
		revision: 2,
	});
	expect((await page(member)).text.fields).toEqual({ core: `${core} Tôi sẽ làm.` });
	expect(await type(member, changesOf({ core }, { core: `Theo tôi: ${core}` }), 1)).toMatchObject({
		isKept: false,
		theirs: { revision: 2 },
	});
	// A stretch of a text that never was on this revision.
	expect(await type(member, { core: [0, 5, 'x', 9] }, 2)).toMatchObject({ isKept: false });
	const full = 'a'.repeat(39_990);
	expect(await type(member, { self: full }, 2)).toMatchObject({ isKept: true, revision: 3 });
	await expect(
		type(member, changesOf({ self: full }, { self: `${full}${'b'.repeat(50)}` }), 3),
	).rejects.toMatchObject({
		kind: 'invalid',
	});
	// What no database keeps is left out, and nobody else's save fails with it.
	expect(await type(member, { propose: '', 'propose:a-1': 'a\0b\ud83d' }, 3)).toMatchObject({ isKept: true });
	expect((await page(member)).text.fields['propose:a-1']).toBe('ab\ufffd');
});

test('what another device sends while the paper is being handed in is not taken behind the version', async () => {
	const { member, save, type, handIn, page } = await scene();
	await save(member, { core: own.core });
	const { reflectionId } = await handIn(member);
	await takeBackReflection(database.door(member), { reflectionId });
	expect(await type(member, { core: 'Đè lên' }, 1)).toMatchObject({ isKept: false, theirs: { revision: 2 } });
	expect((await page(member)).text).toMatchObject({ revision: 2, fields: { core: own.core } });
});

test('the trace of a document counts the papers of the unit for whoever has a place in it, and for nobody else', async () => {
	const { member, secretary, cell, tenant, document, save, handIn } = await scene();
	const elsewhere = await buildUnit(database, tenant, 'Chi bộ Thanh tra');
	const stranger = await buildPerson(database, tenant, elsewhere, 'Hồ Văn Lạ', { standing: 'official' });
	await save(member, own);
	const papers = (actor: Actor) =>
		look(database.door(actor), (tx) => papersOfDocument(tx, { documentId: document.id, unitId: cell.id }));
	expect(await papers(secretary)).toMatchObject({ required: 5, handedIn: 0 });
	await handIn(member);
	for (const actor of [member, secretary])
		expect(await papers(actor)).toMatchObject({ required: 5, handedIn: 1 });
	expect(await papers(stranger)).toMatchObject({ required: 0, handedIn: 0, roundIds: [] });
});
