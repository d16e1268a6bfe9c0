import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { looksAtMe } from '#lib/platform/command/personal-look.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneProgramme } from '../../../../tests/support/trace-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import {
	agreePlan,
	answerLimit,
	closeLimit,
	doStep,
	extendStep,
	planLimit,
	putInCharge,
	setLimitRule,
	withdrawLimit,
} from './commands.server.ts';
import './due.server.ts';
import { limitFile } from './files.server.ts';
import { giveLimit, openLimit } from './give.server.ts';
import {
	limitAddress,
	limitCounts,
	limitCountsFromAbove,
	limitsOf,
	openLimitsPerPerson,
} from './public.server.ts';
import { givePage, handledLimits, limitPage, ownLimits } from './queries.server.ts';

// Row level security goes by the day of the database: in a story of years ahead what nobody opened stays the person's.
const database = useDatabase('2036-11-23T09:00:00+07:00');
const today = '2036-11-23';
type Person = Actor & { personId: string };

/** Five people with their roles, a unit above, and a member who has a late task. */
const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const of = (name: string, roles: Parameters<typeof buildPerson>[4], unit = cell) =>
		buildPerson(database, tenant, unit, name, roles);
	const secretary = await of('Nguyễn Bí Thư', { standing: 'official', roles: ['secretary'] });
	const deputy = await of('Trịnh Phó Bí Thư', { standing: 'official', roles: ['deputy'] });
	const committee = await of('Lê Chi Ủy', { standing: 'official', roles: ['committee_member'] });
	const clerk = await of('Vũ Văn Thư', { standing: 'official', roles: ['clerk'] });
	const member = await of('Trần Văn An', { standing: 'official' });
	const fellow = await of('Phạm Thị Bình', { standing: 'official' });
	const officer = await of('Hồ Cấp Trên', { standing: 'official', roles: ['higher_officer'] }, tenant.root);
	const rows = (actor: Person) =>
		look(database.door(actor), (tx) => tx.selectFrom('personal_limit').select('id').execute()).then(
			(found) => found.length,
		);
	const own = (actor: Person) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 9)).then(({ items }) =>
			items.map(({ kind }) => kind),
		);
	const handled = (actor: Person) =>
		look(database.door(actor), (tx) => handledLimits(tx, actor, cell.id, today)).then((all) => all.length);
	const page = (actor: Person, limitId: string) =>
		look(database.door(actor), (tx) => limitPage(tx, actor, { limitId, today }));
	const give = (actor: Person, to: Person, over: Record<string, unknown> = {}) =>
		giveLimit(database.door(actor), {
			unitId: cell.id,
			personId: to.personId,
			kind: 'reminder',
			source: 'described',
			fact: 'Hai lần không gửi báo cáo tuần của phòng.',
			factOn: '2036-11-20',
			evidence: 'Sổ giao ban ngày 20/11.',
			words: 'Đồng chí sắp xếp lại việc của tuần và cho biết cần giúp gì.',
			...over,
		}).then(({ limitId }) => limitId);
	return {
		tenant,
		cell,
		secretary,
		deputy,
		committee,
		clerk,
		member,
		fellow,
		officer,
		rows,
		own,
		handled,
		page,
		give,
	};
};

test('a reminder from a late task: the person first, an answer, a plan, done, concluded, then in nobody else’s list', async () => {
	const {
		tenant,
		cell,
		secretary,
		deputy,
		committee,
		clerk,
		member,
		fellow,
		rows,
		own,
		handled,
		page,
		give,
	} = await scene();
	const programmeId = await sceneProgramme(database, tenant, cell, secretary.personId);
	const taskId = '0192a0b0-0000-7000-8000-00000000a001';
	await database.owner`insert into task ${database.owner({
		tenant_id: tenant.tenantId,
		id: taskId,
		programme_id: programmeId,
		unit_id: cell.id,
		title: 'Số hóa hồ sơ tồn',
		result_expected: 'Xong 200 hồ sơ',
		owner_id: member.personId,
		supervisor_id: secretary.personId,
		due_on: '2036-11-10',
		state: 'assigned',
		created_by: secretary.personId,
		created_at: '2036-11-01T02:00:00Z',
	})}`;
	const choices = await look(database.door(secretary), (tx) =>
		givePage(tx, secretary, { unitId: cell.id, personId: member.personId, today }),
	);
	expect(choices.facts).toMatchObject([{ source: 'task', sourceId: taskId, day: '2036-11-10' }]);
	const limitId = await give(secretary, member, {
		source: `task:${taskId}`,
		fact: '',
		factOn: undefined,
		evidence: '',
	});
	// The person and the giver only, in every list and behind it.
	expect([await rows(member), await rows(secretary)]).toEqual([1, 1]);
	for (const other of [deputy, committee, clerk, fellow]) {
		expect(await rows(other)).toBe(0);
		expect(await handled(other)).toBe(0);
		await expect(page(other, limitId)).rejects.toMatchObject({ kind: 'missing' });
	}
	expect(await own(member)).toEqual(['limit_answer']);
	expect(await own(deputy)).toEqual([]);
	await expect(closeLimit(database.door(secretary), { limitId, conclusion: 'Xong' })).rejects.toMatchObject({
		key: 'refused_limit_untold',
	});
	// The same fact is not taken up twice.
	await expect(give(deputy, member, { source: `task:${taskId}` })).rejects.toMatchObject({ kind: 'invalid' });

	await openLimit(database.door(member), { limitId });
	await openLimit(database.door(member), { limitId });
	expect([await rows(deputy), await handled(deputy), await rows(committee), await rows(clerk)]).toEqual([
		1, 1, 0, 0,
	]);
	await answerLimit(database.door(member), {
		limitId,
		answer: 'Máy quét hỏng hai tuần, tôi đã báo mà chưa có máy thay.',
		evidence: 'Phiếu báo hỏng ngày 05/11.',
	});
	expect(await own(member)).toEqual([]);
	expect(await own(deputy)).toEqual(['limit_close']);
	await planLimit(database.door(member), { limitId, body: 'Quét 100 hồ sơ', dueOn: '2036-11-30' });
	expect(await own(member)).toEqual(['limit_step']);
	expect(await own(deputy)).toEqual([]);
	await agreePlan(database.door(deputy), { limitId });
	const stepId = (await page(member, limitId)).steps[0]?.id ?? '';
	await extendStep(database.door(secretary), {
		limitId,
		stepId,
		dueOn: '2036-12-05',
		reason: 'Chờ máy mới.',
	});
	await doStep(database.door(member), { limitId, stepId, result: 'Đã quét 120 hồ sơ.' });
	expect(await own(member)).toEqual([]);
	expect(await own(secretary)).toEqual(['limit_close']);
	expect((await page(secretary, limitId)).entries.map(({ kind }) => kind)).toEqual([
		'given',
		'opened',
		'answered',
		'planned',
		'agreed',
		'extended',
		'step_done',
	]);
	await closeLimit(database.door(deputy), { limitId, conclusion: 'Đã khắc phục tốt, chi ủy ghi nhận.' });

	for (const other of [secretary, deputy, committee, clerk, fellow]) {
		expect(await handled(other)).toBe(0);
		expect(await own(other)).toEqual([]);
	}
	// Behind the lists too: the person, and who ended it.
	expect([await rows(secretary), await rows(deputy), await rows(member)]).toEqual([0, 1, 1]);
	const file = await look(database.door(member), (tx) => ownLimits(tx, member));
	expect(file).toMatchObject([{ id: limitId, state: 'closed' }]);
	expect((await page(member, limitId)).entries.at(-1)).toMatchObject({
		kind: 'closed',
		byName: 'Trịnh Phó Bí Thư',
	});
	const counts = await look(database.door(secretary), (tx) =>
		limitCounts(tx, cell.id, '2036-01-01', '2036-12-31'),
	);
	expect(counts).toEqual({ given: 1, open: 0, closed: 1, withdrawn: 0 });
	await expect(answerLimit(database.door(member), { limitId, answer: 'Thêm' })).rejects.toMatchObject({
		key: 'refused_limit_ended',
	});
});

test('without a fact, about a day ahead, or with a word of discipline it is refused', async () => {
	const { secretary, member, give } = await scene();
	const issuesOf = (over: Record<string, unknown>) =>
		give(secretary, member, over).then(
			() => [],
			(failure: { issues: { path: string }[] }) => failure.issues.map(({ path }) => path),
		);
	expect(await issuesOf({ source: undefined })).toEqual(['source']);
	expect(await issuesOf({ source: 'task' })).toEqual(['source']);
	expect(await issuesOf({ source: 'task:0192a0b0-0000-7000-8000-00000000a009' })).toEqual(['source']);
	expect(await issuesOf({ fact: '  ' })).toEqual(['fact']);
	expect(await issuesOf({ factOn: undefined })).toEqual(['factOn']);
	expect(await issuesOf({ factOn: '2036-11-24' })).toEqual(['factOn']);
	expect(await issuesOf({ evidence: '' })).toEqual(['evidence']);
	expect(await issuesOf({ words: 'Đề nghị khiển trách.' })).toEqual(['words']);
	expect(await issuesOf({ fact: 'Dang bi canh cao' })).toEqual(['fact']);
	expect(await issuesOf({})).toEqual([]);
});

test('nobody does anything about themselves; the secretary’s is given by the deputy or the office above', async () => {
	const { tenant, cell, secretary, deputy, committee, member, fellow, officer, rows, own, give, handled } =
		await scene();
	for (const self of [secretary, deputy])
		await expect(give(self, self)).rejects.toMatchObject({ key: 'refused_limit_own' });
	for (const other of [committee, member, fellow])
		await expect(give(other, secretary)).rejects.toMatchObject({ key: 'refused_limit_give' });
	await expect(give(officer, member)).rejects.toMatchObject({ key: 'refused_limit_give' });

	const fromDeputy = await give(deputy, secretary);
	const fromAbove = await give(officer, secretary, { fact: 'Chi bộ chưa gửi báo cáo quý.' });
	for (const limitId of [fromDeputy, fromAbove]) {
		await openLimit(database.door(secretary), { limitId });
		await answerLimit(database.door(secretary), { limitId, answer: 'Tôi nhận và đã gửi báo cáo.' });
		await planLimit(database.door(secretary), { limitId, body: 'Gửi trước ngày 25', dueOn: '2036-12-01' });
		const step = (await look(database.door(secretary), (tx) => limitPage(tx, secretary, { limitId, today })))
			.steps[0];
		const door = database.door(secretary);
		const refused = { key: 'refused_limit_own' };
		await expect(agreePlan(door, { limitId })).rejects.toMatchObject(refused);
		await expect(
			extendStep(door, { limitId, stepId: step?.id, dueOn: '2037-01-01', reason: 'Bận' }),
		).rejects.toMatchObject(refused);
		await expect(closeLimit(door, { limitId, conclusion: 'Xong' })).rejects.toMatchObject(refused);
		await expect(withdrawLimit(door, { limitId, reason: 'Không đúng' })).rejects.toMatchObject(refused);
		await expect(putInCharge(door, { limitId, inChargeId: committee.personId })).rejects.toMatchObject(
			refused,
		);
		// Nobody answers for another.
		await expect(answerLimit(database.door(deputy), { limitId, answer: 'Thay mặt' })).rejects.toMatchObject({
			key: 'refused_limit_person_only',
		});
		// Not the table either.
		await expect(
			database.owner`update personal_limit set state = 'closed', closed_by = person_id, closed_at = now() where id = ${limitId}`,
		).rejects.toThrow(/personal_limit_check/);
	}
	expect(await rows(secretary)).toBe(2);
	expect(await handled(secretary)).toBe(0);
	// The office above sees what it gave, of everything else counts.
	expect(await rows(officer)).toBe(1);
	expect(
		await look(database.door(officer), (tx) => limitCountsFromAbove(tx, cell.id, '2036-01-01', '2036-12-31')),
	).toMatchObject({ given: 2, open: 2 });
	expect(
		await look(database.door(member), (tx) => limitCounts(tx, cell.id, '2036-01-01', '2036-12-31')),
	).toEqual({ given: 0, open: 0, closed: 0, withdrawn: 0 });
	await withdrawLimit(database.door(officer), { limitId: fromAbove, reason: 'Báo cáo đã đến.' });
	await closeLimit(database.door(deputy), { limitId: fromDeputy, conclusion: 'Đã khắc phục.' });
	expect(await own(deputy)).toEqual([]);
	expect(
		await look(database.door(secretary), (tx) => limitsOf(tx, secretary, secretary.personId)),
	).toHaveLength(2);
	expect(await look(database.door(deputy), (tx) => limitsOf(tx, deputy, secretary.personId))).toEqual([]);

	const small = await buildUnit(database, tenant, 'Chi bộ nhỏ');
	expect(
		await look(database.door(officer), (tx) =>
			limitCountsFromAbove(tx, small.id, '2036-01-01', '2036-12-31'),
		),
	).toBeNull();
});

test('a committee member sees one from being put in charge of it on; events and looks tell nobody else that there is one', async () => {
	const { tenant, cell, secretary, committee, clerk, member, fellow, rows, handled, give, page, own } =
		await scene();
	const limitId = await give(secretary, member);
	await openLimit(database.door(member), { limitId });
	await expect(
		putInCharge(database.door(secretary), { limitId, inChargeId: fellow.personId }),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(
		putInCharge(database.door(secretary), { limitId, inChargeId: member.personId }),
	).rejects.toMatchObject({ key: 'refused_limit_charge_own' });
	await putInCharge(database.door(secretary), { limitId, inChargeId: committee.personId });
	expect([await rows(committee), await handled(committee)]).toEqual([1, 1]);
	await answerLimit(database.door(member), { limitId, answer: 'Tôi sẽ gửi đúng ngày.' });
	expect(await own(committee)).toEqual(['limit_close']);
	const events = (actor: Person) =>
		look(database.door(actor), (tx) =>
			tx.selectFrom('event').select('verb').where('verb', 'like', 'limit.%').execute(),
		).then((found) => found.length);
	expect(await events(member)).toBe(4);
	expect([await events(clerk), await events(fellow)]).toEqual([0, 0]);
	for (const table of ['limit_entry', 'limit_step'] as const)
		expect(await look(database.door(clerk), (tx) => tx.selectFrom(table).select('id').execute())).toEqual([]);
	expect((await page(committee, limitId)).powers).toMatchObject({
		close: true,
		charge: false,
		answer: false,
	});
	expect(await look(database.door(member), (tx) => looksAtMe(tx, member))).toEqual([]);

	// What other features are told.
	expect(
		await look(database.door(secretary), (tx) =>
			openLimitsPerPerson(tx, secretary, [member.personId, fellow.personId]),
		),
	).toEqual(new Map([[member.personId, 1]]));
	const receiver = { personId: member.personId, unitId: cell.id };
	expect(limitAddress(secretary, receiver, { source: 'task', id: 't' })).toBe(
		`/nhac-nho/moi?nguoi=${member.personId}&nguon=task%3At`,
	);
	expect(limitAddress(committee, receiver)).toBeNull();
	expect(limitAddress(secretary, { ...receiver, personId: secretary.personId })).toBeNull();
	expect(tenant.tenantId).toBe(secretary.tenantId);
});

test('the days are the unit’s own; after them those who head it see what was not opened', async () => {
	const { cell, secretary, deputy, member, handled, give } = await scene();
	const rule = { unitId: cell.id, validFrom: today, answerDays: 2, toldDays: 1, closeDays: 3 };
	await expect(setLimitRule(database.door(member), rule)).rejects.toMatchObject({
		key: 'refused_limit_rule',
	});
	await setLimitRule(database.door(secretary), rule);
	const limitId = await give(secretary, member);
	expect(await handled(deputy)).toBe(0);
	const found = await look(database.door(deputy), (tx) => handledLimits(tx, deputy, cell.id, '2036-11-24'));
	expect(found).toEqual([]);
	const mine = await look(database.door(member), (tx) => ownLimits(tx, member));
	expect(mine).toMatchObject([{ answerBy: '2036-11-25', closeBy: '2036-11-28', shownFrom: '2036-11-24' }]);
	// The day has come.
	await database.owner`update personal_limit set shown_from = '2020-01-01' where id = ${limitId}`;
	expect(await handled(deputy)).toBe(1);
	await database.owner`update personal_limit set shown_from = '2036-11-24' where id = ${limitId}`;
	await expect(agreePlan(database.door(secretary), { limitId })).rejects.toMatchObject({
		key: 'refused_limit_untold',
	});
	await withdrawLimit(database.door(secretary), { limitId, reason: 'Nhầm người.' });
	const [entry] = (
		await look(database.door(member), (tx) => limitPage(tx, member, { limitId, today }))
	).entries.slice(-1);
	expect(entry).toMatchObject({ kind: 'withdrawn', words: 'Nhầm người.' });
});

test('files that come with an answer are for whom the limit is, and one that bears a mark of secrecy is not taken', async () => {
	const { secretary, deputy, clerk, fellow, member, page, give } = await scene();
	const limitId = await give(secretary, member, {});
	await openLimit(database.door(member), { limitId });
	const answer = (name: string, words: string) =>
		answerLimit(database.door(member), {
			limitId,
			answer: 'Tôi gửi kèm phiếu báo hỏng.',
			files: [{ name, bytes: Buffer.from(words) }],
		});
	await expect(answer('phieu.txt', 'TUYỆT MẬT\n\nKế hoạch')).rejects.toMatchObject({
		issues: [{ path: 'files' }],
	});
	expect((await page(member, limitId)).files).toEqual([]);
	await answer('../phiếu báo hỏng.txt', 'Máy quét hỏng từ ngày 05/11.');
	const { files, entries } = await page(member, limitId);
	expect(files).toMatchObject([{ fileName: 'phiếu báo hỏng.txt', entryId: entries.at(-1)?.id }]);
	const open = (actor: Person) =>
		look(database.door(actor), (tx) => limitFile(tx, actor, { limitId, fileId: files[0]?.id ?? '', today }));
	for (const actor of [member, secretary, deputy])
		expect(await open(actor)).toMatchObject({ fileName: 'phiếu báo hỏng.txt', personId: member.personId });
	for (const actor of [clerk, fellow]) {
		await expect(open(actor)).rejects.toMatchObject({ kind: 'missing' });
		expect(
			await look(database.door(actor), (tx) => tx.selectFrom('limit_file').select('id').execute()),
		).toEqual([]);
	}
});
