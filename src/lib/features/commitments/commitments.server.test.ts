import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { commitmentScenes } from '../../../../tests/support/commitment-scene.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { assignChecker, returnRegistration } from './confirming.server.ts';
import { handInRegistration } from './hand-in.server.ts';
import { commitmentStandings, commitmentsForPerson, registerAct } from './public.server.ts';
import { campaignPage } from './queries.server.ts';
import { checkPage, selfCheckPage } from './queries-check.server.ts';
import { ownPage } from './queries-registration.server.ts';

// The moment of the tests is 23/11/2026, 09:00. The last quarter of the campaign ends on 30/11, so that it is being checked.
const database = useDatabase();
const today = '2026-11-23';
const { scene } = commitmentScenes(database);

test('what is typed is kept on its revision, and a draft is its author’s alone, for the database too', async () => {
	const { member, secretary, own, save, campaignId } = await scene();
	const fields = own('a-0', 'Một');
	expect(await save(member, fields)).toMatchObject({ isKept: true, revision: 1 });
	expect(await save(member, fields)).toMatchObject({ isKept: true, revision: 1 });
	expect(await save(member, own('a-0', 'Một ba'), 0)).toMatchObject({
		isKept: false,
		theirs: { revision: 1 },
	});
	const rows = (actor: Actor) =>
		look(database.door(actor), (tx) => tx.selectFrom('registration_text').select('fields').execute());
	expect(await rows(member)).toHaveLength(1);
	expect(await rows(secretary)).toHaveLength(0);
	const page = await look(database.door(secretary), (tx) => campaignPage(tx, secretary, campaignId, today));
	expect(page.people.find(({ personId }) => personId === member.personId)).toMatchObject({
		state: 'draft',
		registrationId: null,
	});
	await expect(save({ ...member, personId: crypto.randomUUID() } as Actor, fields)).rejects.toMatchObject({
		kind: 'refused',
	});
});

test('from registration to the check of a quarter: confirmed by another, checked by another, each duty gone when it is done', async () => {
	const {
		member,
		secretary,
		deputy,
		register,
		confirm,
		say,
		check,
		read,
		duties,
		checkerOf,
		campaignId,
		tenant,
		cell,
	} = await scene();
	expect(await duties(member)).toEqual(['registration_write']);
	await expect(handInRegistration(database.door(member), { campaignId })).rejects.toMatchObject({
		issues: [{ path: 'fields' }],
	});
	const id = await register(member);
	expect(await duties(member)).toEqual([]);
	expect(await duties(deputy)).toContain('registration_confirm');
	await expect(confirm(member, id)).rejects.toMatchObject({ kind: 'refused' });
	await expect(say(member, id)).rejects.toMatchObject({ kind: 'refused' });
	await confirm(deputy, id);
	expect(await duties(deputy)).not.toContain('registration_confirm');
	expect(await duties(member)).toEqual(['registration_self_check']);
	const checker = await checkerOf(id);
	await expect(check(checker, id)).rejects.toMatchObject({ kind: 'refused', key: 'refused_check_early' });
	await expect(
		say(member, id, 'met', { entries: [{ entryKey: 'a-0', outcome: 'met' }] }),
	).rejects.toMatchObject({
		issues: [{ path: 'done_a-0' }],
	});
	await say(member, id);
	expect(await duties(member)).toEqual([]);
	expect(await duties(checker)).toContain('registration_check');
	const outsider = checker === secretary ? deputy : secretary;
	await expect(check(outsider, id)).rejects.toMatchObject({ key: 'refused_check' });
	await expect(check(member, id)).rejects.toMatchObject({ key: 'refused_check_own' });
	// To see it differently asks for words; it is shown, and nothing else follows.
	await expect(check(checker, id, 'partly')).rejects.toMatchObject({ issues: [{ path: 'words_a-0' }] });
	await check(checker, id, 'partly', 'Mới ban hành 10 biểu mẫu');
	expect(await duties(checker)).not.toContain('registration_check');
	const page = await read(member, id);
	expect(page.said).toMatchObject([
		{ quarter: 4, key: 'a-0', self: { outcome: 'met' }, checked: { outcome: 'partly' } },
	]);
	await expect(say(member, id)).rejects.toMatchObject({ key: 'refused_check_done' });
	const [standing] = await look(database.door(secretary), (tx) =>
		commitmentStandings(tx, tenant.tenantId, { unitId: cell.id, year: 2026, quarter: 4 }),
	);
	expect(standing).toMatchObject({
		personId: member.personId,
		entries: 1,
		isConfirmed: true,
		quarters: [{ quarter: 4, selfChecked: true, checked: true, partly: 1, met: 0, selfMet: 1 }],
	});
	const [mine] = await look(database.door(member), (tx) => commitmentsForPerson(tx, member, member.personId));
	expect(mine).toMatchObject({
		entries: [{ act: 'Chuẩn hóa 12 biểu mẫu' }],
		checks: [{ self: 'met', checked: 'partly' }],
	});
});

test('the secretary’s own goes to the deputy; the database refuses what the policy refuses', async () => {
	const { secretary, deputy, officer, register, confirm, say, checkerOf, campaignId, tenant } = await scene();
	const id = await register(secretary);
	expect(await checkerOf(id)).toBe(deputy);
	await expect(confirm(secretary, id)).rejects.toMatchObject({ key: 'refused_confirm_own' });
	await expect(confirm(officer, id)).rejects.toMatchObject({ key: 'refused_confirm' });
	await expect(
		assignChecker(database.door(secretary), { registrationIds: [id], checkerId: officer.personId }),
	).rejects.toMatchObject({ key: 'refused_assign_checker_own' });
	await expect(
		assignChecker(database.door(deputy), { registrationIds: [id], checkerId: officer.personId }),
	).rejects.toMatchObject({ issues: [{ path: 'checkerId' }] });
	const asSecretary = (statement: string) =>
		database.db.transaction().execute(async (tx) => {
			await sql`select set_config('app.tenant', ${tenant.tenantId}, true), set_config('app.person', ${secretary.personId}, true)`.execute(
				tx,
			);
			return sql.raw(statement).execute(tx);
		});
	await expect(
		asSecretary(`update registration set checker_id = person_id where id = '${id}'`),
	).rejects.toThrow(/check constraint/);
	await expect(
		asSecretary(
			`update registration set state = 'confirmed', confirmed_version = 1, confirmed_by = person_id where id = '${id}'`,
		),
	).rejects.toThrow(/check constraint/);
	await expect(
		asSecretary(
			`insert into registration_verdict (tenant_id, registration_id, version, outcome, by_id, at) values ('${tenant.tenantId}', '${id}', 1, 'confirmed', '${secretary.personId}', now())`,
		),
	).rejects.toThrow(/row-level security/);
	await confirm(deputy, id);
	await say(secretary, id);
	await expect(
		asSecretary(
			`insert into check_mark (tenant_id, registration_id, quarter, entry_key, outcome, by_id, at) values ('${tenant.tenantId}', '${id}', 4, 'a-0', 'met', '${secretary.personId}', now())`,
		),
	).rejects.toThrow(/row-level security/);
	await expect(
		asSecretary(
			`update quarter_check set checked_at = now(), checked_by = '${secretary.personId}' where registration_id = '${id}'`,
		),
	).rejects.toThrow(/check constraint/);
	const page = await look(database.door(deputy), (tx) =>
		checkPage(tx, deputy, { campaignId, quarter: 4 }, today),
	);
	expect(page.current).toMatchObject({
		mayCheck: true,
		entries: [{ self: { outcome: 'met' }, differs: false }],
	});
});

test('a change of what was confirmed bears its reason, keeps the earlier text and waits anew', async () => {
	const { member, deputy, own, save, handIn, register, confirm, read } = await scene();
	const id = await register(member);
	await returnRegistration(database.door(deputy), { registrationId: id, words: 'Nêu thước đo' });
	await handIn(member);
	await confirm(deputy, id);
	await expect(handIn(member, { reason: 'Không đổi gì' })).rejects.toMatchObject({
		issues: [{ path: 'fields' }],
	});
	await save(member, own('a-0', 'Chuẩn hóa 20 biểu mẫu'), 1);
	await expect(handIn(member)).rejects.toMatchObject({ issues: [{ path: 'reason' }] });
	await handIn(member, { reason: 'Được giao thêm 8 biểu mẫu' });
	const waiting = await read(member, id);
	expect(waiting.version).toMatchObject({ version: 3, reason: 'Được giao thêm 8 biểu mẫu', verdict: null });
	expect(waiting.inForce.map(({ act }) => act)).toEqual(['Chuẩn hóa 12 biểu mẫu']);
	expect(waiting.versions.map(({ version, verdict }) => [version, verdict?.outcome])).toEqual([
		[3, undefined],
		[2, 'confirmed'],
		[1, 'returned'],
	]);
	await expect(save(member, own('a-0', 'Khác'), 2)).rejects.toMatchObject({
		key: 'refused_registration_waits',
	});
	await confirm(deputy, id);
	expect((await read(member, id)).inForce.map(({ act }) => act)).toEqual(['Chuẩn hóa 20 biểu mẫu']);
});

test('a unit registers through its secretary, the deputy confirms, and neither checks what they handed in', async () => {
	const { secretary, deputy, officer, member, cell, campaignId, register, confirm, say, check, checkerOf } =
		await scene();
	await expect(register(member, cell.id)).rejects.toMatchObject({ kind: 'refused' });
	const id = await register(secretary, cell.id);
	expect(await checkerOf(id)).toBe(deputy);
	await expect(confirm(secretary, id)).rejects.toMatchObject({ key: 'refused_confirm_own' });
	await confirm(deputy, id);
	await assignChecker(database.door(deputy), { registrationIds: [id], checkerId: deputy.personId });
	const page = await look(database.door(secretary), (tx) =>
		selfCheckPage(tx, secretary, { campaignId, quarter: 4, ofUnit: cell.id }, today),
	);
	expect(page.mayCheck).toBe(true);
	await say(secretary, id);
	await expect(check(officer, id)).rejects.toMatchObject({ key: 'refused_check' });
	await check(deputy, id);
});

test('a task of one’s own goes in with one tap, with its source, and only once', async () => {
	const { member, tenant, cell, secretary, campaignId } = await scene();
	const programme = crypto.randomUUID();
	const task = crypto.randomUUID();
	await database.owner`insert into programme (tenant_id, id, unit_id, title, starts_on, ends_on, state, created_by, created_at)
		values (${tenant.tenantId}, ${programme}, ${cell.id}, 'Chương trình', '2026-01-01', '2026-12-31', 'issued', ${secretary.personId}, now())`;
	await database.owner`insert into task (tenant_id, id, programme_id, unit_id, title, result_expected, owner_id, supervisor_id, due_on, state, created_by, created_at)
		values (${tenant.tenantId}, ${task}, ${programme}, ${cell.id}, 'Rà soát 14 văn bản', 'Báo cáo', ${member.personId}, ${secretary.personId}, '2026-12-20', 'assigned', ${secretary.personId}, now())`;
	const take = () => registerAct(database.door(member), { campaignId, kind: 'task', sourceId: task });
	await take();
	await take();
	const page = await look(database.door(member), (tx) => ownPage(tx, member, campaignId, today));
	expect(page.sources).toMatchObject([{ kind: 'task', id: task, act: 'Rà soát 14 văn bản' }]);
	expect(Object.entries(page.text.fields).filter(([name]) => name.endsWith(':source'))).toEqual([
		[expect.any(String), `task:${task}`],
	]);
	// Nobody registers what is somebody else’s.
	await expect(
		registerAct(database.door(secretary), { campaignId, kind: 'task', sourceId: task }),
	).rejects.toMatchObject({ kind: 'missing' });
});
