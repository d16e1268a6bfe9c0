import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { own, reflectionScenes } from '../../../../tests/support/reflection-scene.ts';
import { reachPage } from '../study/queries.server.ts';
import { addFiles, dropFile } from './files.server.ts';
import { shareReflection, takeBackReflection, takeUpAct, unshareReflection } from './hand-in.server.ts';
import { papersOfDocument } from './papers-of-document.server.ts';
import { checkPage, writingPage } from './queries.server.ts';
import { reflectionFile } from './queries-review.server.ts';
import { papersPage, sharedPapers } from './queries-round.server.ts';
import { assignReviewer, remarkOnReflection, reviewReflection, setReflectionForm } from './review.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
const { scene } = reflectionScenes(database);

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
