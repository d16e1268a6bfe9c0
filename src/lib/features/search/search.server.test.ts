import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { confirmIntake, correctDocument, receiveFile } from '#lib/features/library/commands.server.ts';
import { documentForReading } from '#lib/features/library/public.server.ts';
import { addTask, createProgramme, issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { taskPageOf } from '#lib/features/programmes/queries-tasks.server.ts';
import { publishDocument } from '#lib/features/reading/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import {
	buildPerson,
	buildTenant,
	buildUnit,
	type TestTenant,
	type TestUnit,
} from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { addAbbreviation, removeSearch, saveSearch, strikeAbbreviation } from './commands.server.ts';
import type { Filters } from './find.server.ts';
import { keepIndexOf } from './jobs.server.ts';
import { savedSearchesOf, searchFor } from './queries.server.ts';
import { suggestionsFor } from './suggest.server.ts';

const database = useDatabase();
const TODAY = '2026-11-23';

const search = (actor: Actor, text: string, filters: Filters = {}) =>
	look(database.door(actor), (tx) =>
		searchFor(tx, actor, { text, filters, today: TODAY, from: 0, count: 20 }),
	);
const titles = async (
	actor: Actor,
	text: string,
	kind = 'document',
	filters: Filters = {},
): Promise<string[]> => {
	const { groups } = await search(actor, text, filters);
	const hits = groups.find((group) => group.kind === kind)?.hits ?? [];
	return hits.map(({ title }) => title.map((piece) => piece.text).join(''));
};

let tenant: TestTenant;
let cell: TestUnit;
let clerk: Actor & { personId: string };
let secretary: Actor & { personId: string };
let member: Actor & { personId: string };
let stranger: Actor & { personId: string };
let officer: Actor & { personId: string };

const file = async (
	by: Actor,
	unitId: string,
	facts: { number: string; title: string; typeName?: string; issuer?: string; issuedOn?: string },
	lines: readonly string[],
): Promise<string> => {
	const text = ['CHI BỘ', `Số ${facts.number}`, 'NGHỊ QUYẾT', facts.title, '-----', ...lines].join('\n');
	const { intakeId } = await receiveFile(database.door(by), {
		unitId,
		batchId: randomUUID(),
		filePath: `${randomUUID()}.txt`,
		bytes: new Uint8Array(new TextEncoder().encode(text)),
	});
	const { documentId } = await confirmIntake(database.door(by), {
		intakeId,
		typeName: 'Nghị quyết',
		...facts,
	});
	return documentId;
};

const ids: Record<string, string> = {};

beforeAll(async () => {
	tenant = await buildTenant(database);
	cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const sibling = await buildUnit(database, tenant, 'Chi bộ Khác');
	clerk = await buildPerson(database, tenant, cell, 'Nguyễn Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	secretary = await buildPerson(database, tenant, cell, 'Trần Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	member = await buildPerson(database, tenant, cell, 'Đặng Hòa Bình');
	stranger = await buildPerson(database, tenant, sibling, 'Phạm Người Lạ', {
		standing: 'official',
		roles: ['secretary'],
	});
	officer = await buildPerson(database, tenant, tenant.root, 'Lê Cấp Trên', { roles: ['higher_officer'] });
	ids['ethics'] = await file(
		clerk,
		cell.id,
		{
			number: '05-NQ/CB',
			title: 'về đạo đức công vụ của đảng viên',
			issuer: 'Chi bộ Văn phòng',
			issuedOn: '2026-03-03',
		},
		[
			'I- MỤC TIÊU',
			'1. Mọi đảng viên giữ gìn đạo đức công vụ, hoà nhã với nhân dân.',
			'2. Hội đồng nhân dân giám sát.',
			'II- THỰC HIỆN',
			'1. Chi ủy kiểm tra mỗi quý.',
		],
	);
	ids['digital'] = await file(
		clerk,
		cell.id,
		{
			number: '18-NQ/TW',
			title: 'về chuyển đổi số',
			issuer: 'Ban Chấp hành Trung ương',
			issuedOn: '2025-10-25',
		},
		['I- QUAN ĐIỂM', '1. Hạ tầng số đi trước một bước.', '2. UBND các cấp bố trí kinh phí.'],
	);
	ids['secret'] = await file(
		stranger,
		sibling.id,
		{ number: '09-NQ/CB', title: 'về đạo đức của chi bộ khác' },
		['1. Đảng viên của chi bộ khác.'],
	);
	await publishDocument(database.door(secretary), {
		documentId: ids['ethics'],
		unitId: cell.id,
		audience: 'unit',
		readBy: '2026-12-31',
		note: '',
		personIds: [],
	});
	for (const [title, ownerId] of [['Số hoá hồ sơ một cửa', member.personId]] as const) {
		const { programmeId } = await createProgramme(database.door(secretary), {
			unitId: cell.id,
			title: 'Chương trình hành động',
			startsOn: '2026-11-01',
			endsOn: '2026-12-31',
			documentIds: [ids['ethics']],
		});
		const [clause] =
			await database.owner`select id from clause where document_id = ${ids['ethics'] ?? ''} and is_section order by ordinal limit 1`;
		const { taskId } = await addTask(database.door(secretary), {
			programmeId,
			title,
			resultExpected: '100 % hồ sơ được số hóa',
			ownerId,
			supervisorId: secretary.personId,
			helperIds: [],
			dueOn: '2026-12-15',
			clauseIds: [clause?.['id']],
		});
		ids['programme'] = programmeId;
		ids['task'] = taskId;
	}
	await keepIndexOf(database.db, tenant.tenantId);
});

test('what is filed is found in the same moment, with marks and without, by old and new tone place', async () => {
	expect(await titles(clerk, 'đạo đức công vụ')).toEqual(['về đạo đức công vụ của đảng viên']);
	expect(await titles(clerk, 'dao duc cong vu')).toEqual(['về đạo đức công vụ của đảng viên']);
	expect(await titles(clerk, 'hòa nhã')).toEqual(['về đạo đức công vụ của đảng viên']);
	expect(await titles(clerk, 'hoà nhã')).toEqual(['về đạo đức công vụ của đảng viên']);
	expect(await titles(clerk, 'ĐẠO ĐỨC'.normalize('NFD'))).toEqual(['về đạo đức công vụ của đảng viên']);
});

test.each(['18 nq tw', '18-NQ/TW', '18nq/tw', 'nghị quyết 18', 'nghi quyet so 18'])(
	'the number is found however it is typed: %s',
	async (text) => {
		expect((await titles(clerk, text))[0]).toBe('về chuyển đổi số');
	},
);

test('the document that bears a number stands before those whose titles cite it', async () => {
	const other = await buildTenant(database, 'Đảng bộ khác');
	const own = await buildPerson(database, other, other.root, 'Văn Thư', { roles: ['clerk'] });
	const unitId = other.root.id;
	const text = ['1. Thực hiện Nghị quyết số 18-NQ/TW, 18-NQ/TW.'];
	const citing = 'thực hiện Nghị quyết số 18-NQ/TW về chuyển đổi số';
	await file(own, unitId, { number: '18-NQ/TW', title: 'về chuyển đổi số' }, ['1. Hạ tầng số.']);
	await file(own, unitId, { number: '20-NQ/CB', title: citing }, text);
	await file(own, unitId, { number: '21-NQ/CB', title: citing }, text);
	expect((await titles(own, '18 nq tw'))[0]).toBe('về chuyển đổi số');
	expect((await titles(own, 'nghị quyết 18'))[0]).toBe('về chuyển đổi số');
});

test('abbreviations and long forms find one another', async () => {
	expect(await titles(clerk, 'HĐND giám sát')).toEqual(['về đạo đức công vụ của đảng viên']);
	expect(await titles(clerk, 'ủy ban nhân dân các cấp')).toEqual(['về chuyển đổi số']);
	expect(await titles(clerk, 'uy ban nhan dan cac cap')).toEqual(['về chuyển đổi số']);
});

test('a phrase in quotes is found word for word only', async () => {
	expect(await titles(clerk, '"đi trước một bước"')).toEqual(['về chuyển đổi số']);
	expect(await titles(clerk, '"một bước đi trước"')).toEqual([]);
});

test('a hit is a place in the text with the words marked and a link to the clause', async () => {
	const { groups } = await search(clerk, 'hạ tầng số');
	const [hit] = groups.find(({ kind }) => kind === 'clause')?.hits ?? [];
	expect(hit?.href).toBe(`/van-ban/${ids['digital']}#muc-i.khoan-1`);
	expect(hit?.passage?.pieces).toContainEqual({ text: 'Hạ tầng số', hit: true });
	expect(await titles(clerk, 'nghị quyết 18 hạ tầng số')).toEqual(['về chuyển đổi số']);
});

test('results are narrowed by type, issuer, year and by what one has still to read', async () => {
	expect(await titles(clerk, 'về', 'document', { year: '2025' })).toEqual(['về chuyển đổi số']);
	expect(await titles(clerk, 'về', 'document', { issuer: 'chi bộ văn phòng' })).toEqual([
		'về đạo đức công vụ của đảng viên',
	]);
	expect(await titles(clerk, 'về', 'document', { type: 'QĐ' })).toEqual([]);
	expect(await titles(member, 'đạo đức', 'document', { reading: 'unread' })).toHaveLength(1);
	expect(await titles(member, 'đạo đức', 'document', { reading: 'read' })).toEqual([]);
	expect((await search(clerk, 'về')).choices.years.map(({ value }) => value)).toEqual(['2026', '2025']);
});

test('a wrong spelling finds what was meant, and says so when it finds nothing', async () => {
	expect(await titles(clerk, 'đạo đưc công vu')).toEqual(['về đạo đức công vụ của đảng viên']);
	expect((await search(clerk, 'chuyeen')).nearest).toBe('chuyển');
});

test('corrected facts are found, the old ones no more', async () => {
	const documentId = await file(clerk, cell.id, { number: '77-NQ/CB', title: 'về bảo vệ môi trường' }, [
		'1. Trồng cây.',
	]);
	await correctDocument(database.door(clerk), {
		documentId,
		typeName: 'Nghị quyết',
		number: '78-NQ/CB',
		title: 'về trồng rừng',
	});
	expect(await titles(clerk, '78 nq cb')).toEqual(['về trồng rừng']);
	await correctDocument(database.door(clerk), {
		documentId,
		typeName: 'Nghị quyết',
		number: '79-NQ/CB',
		title: 'về cây xanh',
	});
	expect(await titles(clerk, 'trồng rừng')).toEqual([]);
	expect(await titles(clerk, '78 nq cb')).toEqual([]);
});

test('everybody finds the documents that they may read, and no other, whatever they type', async () => {
	const everything = [ids['ethics'], ids['digital'], ids['secret']].filter((id) => id !== undefined);
	const other = await buildTenant(database, 'Đảng bộ ngoài');
	const outsider = await buildPerson(database, other, other.root, 'Người Ngoài', {
		standing: 'official',
		roles: ['secretary', 'clerk', 'administrator'],
	});
	const administrator = await buildPerson(database, tenant, tenant.root, 'Quản Trị', {
		roles: ['administrator'],
	});
	for (const actor of [clerk, secretary, member, stranger, officer, outsider, administrator]) {
		const readable: string[] = [];
		for (const id of everything) {
			const open = await look(database.door(actor), (tx) => documentForReading(tx, actor, id)).catch(
				() => null,
			);
			if (open) readable.push(id);
		}
		const { groups } = await search(actor, 'nghị quyết');
		const found = groups
			.filter(({ kind }) => kind === 'document')
			.flatMap(({ hits }) => hits.map(({ id }) => id));
		expect(found.filter((id) => everything.includes(id)).sort(), actor.name).toEqual(readable.sort());
		for (const { kind, hits } of groups)
			if (kind === 'clause') expect(hits.every(({ id }) => found.includes(id.slice(0, 36)))).toBe(true);
		const offered = await look(database.door(actor), (tx) => suggestionsFor(tx, actor, 'nghị q', TODAY));
		for (const { href } of offered.filter(({ kind }) => kind === 'document'))
			expect(found.includes(href.slice('/van-ban/'.length))).toBe(true);
	}
});

test('the functions answer nobody who is nobody', async () => {
	const nobody: Actor = { ...systemActor(tenant.tenantId), kind: 'visitor' };
	expect((await search(nobody, 'nghị quyết')).groups.every(({ found }) => found === 0)).toBe(true);
	const withoutTenant: Actor = { ...clerk, tenantId: randomUUID() };
	expect((await search(withoutTenant, 'nghị quyết')).groups.every(({ found }) => found === 0)).toBe(true);
});

test('a task is found by those who may see it; in a draft programme by those who lead', async () => {
	const seen = async (actor: Actor): Promise<boolean> =>
		(await titles(actor, 'so hoa ho so', 'task')).length > 0;
	expect([await seen(secretary), await seen(member), await seen(stranger)]).toEqual([true, false, false]);
	await issueProgramme(database.door(secretary), { programmeId: ids['programme'] });
	expect([await seen(secretary), await seen(member), await seen(officer), await seen(stranger)]).toEqual([
		true,
		true,
		true,
		false,
	]);
	for (const actor of [secretary, member, officer, stranger]) {
		const open = await look(database.door(actor), (tx) => taskPageOf(tx, actor, ids['task'] ?? '')).catch(
			() => null,
		);
		expect(open !== null, actor.name).toBe(await seen(actor));
	}
});

test('people are found in units to which one belongs or for which one answers', async () => {
	await keepIndexOf(database.db, tenant.tenantId);
	expect(await titles(secretary, 'hoa binh', 'person')).toEqual(['Đặng Hòa Bình']);
	expect(await titles(secretary, 'Hoà Bình', 'person')).toEqual(['Đặng Hòa Bình']);
	expect(await titles(stranger, 'hoa binh', 'person')).toEqual([]);
	expect(await titles(officer, 'hoa binh', 'person')).toEqual(['Đặng Hòa Bình']);
});

test('while one types, titles, numbers and people are offered', async () => {
	const offered = async (text: string) =>
		(await look(database.door(secretary), (tx) => suggestionsFor(tx, secretary, text, TODAY))).map(
			(one) => one.text,
		);
	expect(await offered('chuyển đ')).toEqual(['về chuyển đổi số']);
	expect(await offered('18 nq')).toEqual(['về chuyển đổi số']);
	expect(await offered('hoa bi')).toEqual(['Đặng Hòa Bình']);
	expect(await offered('x')).toEqual([]);
});

test('the table of abbreviations is changed by clerks and administrators, for the whole tenant', async () => {
	await expect(
		addAbbreviation(database.door(member), { short: 'HTS', long: 'Hạ tầng số' }),
	).rejects.toMatchObject({ kind: 'refused' });
	await addAbbreviation(database.door(clerk), { short: 'HTS', long: 'Hạ tầng số' });
	expect(await titles(clerk, 'HTS')).toEqual(['về chuyển đổi số']);
	await strikeAbbreviation(database.door(clerk), { short: 'HTS', long: 'Hạ tầng số' });
	expect(await titles(clerk, 'HTS')).toEqual([]);
	await expect(addAbbreviation(database.door(clerk), { short: ' - ', long: 'x' })).rejects.toMatchObject({
		kind: 'invalid',
	});
});

test('a saved search is its owner’s alone, and its event does not tell what was looked for', async () => {
	await saveSearch(database.door(member), { name: 'Đạo đức', query: 'q=dao+duc' });
	await saveSearch(database.door(member), { name: 'Đạo đức công vụ', query: 'q=dao+duc' });
	const own = (actor: Actor) => look(database.door(actor), (tx) => savedSearchesOf(tx, actor));
	const [saved, ...more] = await own(member);
	expect([saved?.name, more]).toEqual(['Đạo đức công vụ', []]);
	expect(await own(secretary)).toEqual([]);
	await expect(removeSearch(database.door(secretary), { savedSearchId: saved?.id })).rejects.toMatchObject({
		kind: 'missing',
	});
	await removeSearch(database.door(member), { savedSearchId: saved?.id });
	expect(await own(member)).toEqual([]);
	const [event] =
		await database.owner`select before, after, is_personal from event where verb = 'search.saved' and tenant_id = ${tenant.tenantId}`;
	expect(event).toMatchObject({ before: null, after: null, is_personal: true });
});

test('rows from before there was an index are indexed by the job, which finds nothing to do afterwards', async () => {
	await database.owner`delete from search_passage where tenant_id = ${tenant.tenantId}`;
	await database.owner`delete from search_record where tenant_id = ${tenant.tenantId}`;
	expect((await keepIndexOf(database.db, tenant.tenantId)).indexed).toBeGreaterThan(5);
	expect(await titles(clerk, 'chuyển đổi số')).toEqual(['về chuyển đổi số']);
	expect(await keepIndexOf(database.db, tenant.tenantId)).toEqual({ indexed: 0, counted: false });
});

test('a full-text search in the functions uses the index on words', async () => {
	const plan = await database.owner.begin(async (tx) => {
		await tx`set local enable_seqscan = off`;
		return tx`explain select s.ctid from search_passage s where s.words @@ '''đạo đức'''::tsquery and s.tenant_id is not distinct from ${tenant.tenantId}::uuid limit 2000`;
	});
	const told = plan.map((row) => row['QUERY PLAN']).join('\n');
	expect(told).toContain('Bitmap Index Scan on search_passage_words');
	const settings =
		await database.owner`select proname, prosecdef, proconfig, pg_get_userbyid(proowner) as owner, has_function_privilege('public', oid, 'execute') as open
		from pg_proc where proname in ('search_passages', 'search_tasks', 'search_people', 'search_meetings', 'search_scope') order by 1`;
	expect(settings).toHaveLength(5);
	for (const each of settings) {
		expect(each).toMatchObject({ prosecdef: true, owner: 'thuctien_definer', open: false });
		expect((each['proconfig'] as string[]).some((one) => one.startsWith('search_path=public'))).toBe(true);
	}
	await transactionAs(database.db, clerk, 'read', async (tx) => {
		expect(
			await searchFor(tx, clerk, { text: 'của', filters: {}, today: TODAY, from: 0, count: 5 }),
		).toBeDefined();
	});
});
