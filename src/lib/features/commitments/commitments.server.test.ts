import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument, scenePublication, sceneReader } from '../../../../tests/support/trace-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { traceOf } from '../trace/queries.server.ts';
import { timelineOf } from '../trace/timeline.server.ts';
import { carryOnCampaign, closeCampaign, openCampaign } from './campaign-life.server.ts';
import { beginCampaign, changeCampaign } from './campaigns.server.ts';
import { checkRegistration, dropCheckFile, selfCheck } from './checking.server.ts';
import {
	assignChecker,
	confirmRegistrations,
	returnRegistration,
	setCommitmentForm,
} from './confirming.server.ts';
import './due.server.ts';
import { handInRegistration } from './hand-in.server.ts';
import { openQuarters } from './jobs.server.ts';
import { commitmentPaper } from './paper.server.ts';
import { commitmentStandings, commitmentsForPerson, registerAct } from './public.server.ts';
import { closeQuarter } from './quarters.server.ts';
import { campaignList, campaignPage, draftPage } from './queries.server.ts';
import { checkFile, checkPage, selfCheckPage } from './queries-check.server.ts';
import { ownPage, registrationPage } from './queries-registration.server.ts';
import { saveRegistration } from './writing.server.ts';

// The moment of the tests is 23/11/2026, 09:00. The last quarter of the campaign ends on 30/11, so that it is being checked.
const database = useDatabase();
const today = '2026-11-23';

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const person = (name: string, place: Parameters<typeof buildPerson>[4]) =>
		buildPerson(database, tenant, cell, name, place);
	const secretary = await person('Nguyễn Thị Bí Thư', { standing: 'official', roles: ['secretary'] });
	const deputy = await person('Phạm Văn Phó', { standing: 'official', roles: ['deputy'] });
	const officer = await person('Đỗ Thị Chi Ủy', { standing: 'official', roles: ['committee_member'] });
	const member = await person('Trần Văn An', { standing: 'official' });
	const second = await person('Lê Thị Bình', { standing: 'non_party' });
	const clerk = await person('Võ Thị Thư', { standing: 'official', roles: ['clerk'] });
	const above = await buildPerson(database, tenant, tenant.root, 'Hồ Văn Trên', {
		roles: ['higher_officer'],
	});
	const document = await sceneDocument(database, tenant, cell, secretary.personId, [
		'Công tác chuyên môn',
		'Đạo đức công vụ',
	]);
	const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-12-01',
		assigned: 6,
		opened: 0,
		studied: 0,
		readers: {},
	});
	for (const one of [secretary, deputy, officer, member, second, clerk])
		await sceneReader(database, tenant, cell, publication, document.id, one.personId, '2026-12-01');
	const lead = database.door(secretary);
	const { campaignId } = await beginCampaign(lead, {
		unitId: cell.id,
		documentId: document.id,
		title: 'Đăng ký học tập, làm theo năm 2026',
		startsOn: '2026-01-01',
		endsOn: '2026-12-31',
		registerBy: '2026-12-01',
	});
	await changeCampaign(lead, {
		campaignId,
		title: 'Đăng ký học tập, làm theo năm 2026',
		registerBy: '2026-12-01',
		audience: 'unit',
		unitRegisters: 'on',
		contents: [
			{ title: 'Công tác chuyên môn', clauseId: document.sections[0]?.id },
			{ title: 'Đạo đức công vụ', clauseId: document.sections[1]?.id },
		],
		criteria: ['Chấp hành giờ giấc'],
		fields: ['Cải cách hành chính'],
		quarters: [{ quarter: 4, dueOn: '2026-11-30' }],
	});
	const draft = await look(lead, (tx) => draftPage(tx, secretary, campaignId, today));
	const [content, other] = draft.contents;
	if (!content || !other) throw new Error('no content');
	await openCampaign(lead, { campaignId });
	// The clock opens the quarter whose day has come, and none that was over before the campaign began.
	const { actor: _nobody, ...door } = lead;
	await openQuarters(door);
	expect(await openQuarters(door)).toBe(0);
	const own = (key: string, act: string, contentId = content.id): Record<string, string> => ({
		[`e:${key}:content`]: contentId,
		[`e:${key}:act`]: act,
		[`e:${key}:measure`]: '12 biểu mẫu',
		[`e:${key}:q4`]: '12 mẫu',
		[`e:${key}:field`]: draft.fields[0]?.id ?? '',
	});
	const save = (actor: Actor, fields: Record<string, string>, revision = 0, ofUnit?: string) =>
		saveRegistration(database.door(actor), { campaignId, revision, fields, ofUnit });
	const handIn = (actor: Actor, more: Record<string, string> = {}) =>
		handInRegistration(database.door(actor), { campaignId, ...more });
	const register = async (actor: Actor, ofUnit?: string): Promise<string> => {
		await save(actor, own('a-0', 'Chuẩn hóa 12 biểu mẫu'), 0, ofUnit);
		return (await handIn(actor, ofUnit ? { ofUnit } : {})).registrationId;
	};
	const confirm = (actor: Actor, registrationId: string) =>
		confirmRegistrations(database.door(actor), { registrationIds: [registrationId] });
	const say = (actor: Actor, registrationId: string, outcome = 'met', more: Record<string, unknown> = {}) =>
		selfCheck(database.door(actor), {
			registrationId,
			quarter: 4,
			entries: [{ entryKey: 'a-0', outcome, done: 'Đã ban hành 12 biểu mẫu' }],
			...more,
		});
	const check = (actor: Actor, registrationId: string, outcome = 'met', words = '') =>
		checkRegistration(database.door(actor), {
			registrationId,
			quarter: 4,
			entries: [{ entryKey: 'a-0', outcome, words }],
		});
	const read = (actor: Actor, registrationId: string) =>
		look(database.door(actor), (tx) => registrationPage(tx, actor, { campaignId, registrationId }, today));
	const duties = (actor: Actor & { personId: string }) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 9)).then(({ items }) =>
			items.map(({ kind }) => kind).filter((kind) => kind.startsWith('registration')),
		);
	const checkerOf = async (registrationId: string): Promise<Actor & { personId: string }> => {
		const [row] = await database.owner`select checker_id from registration where id = ${registrationId}`;
		const found = [secretary, deputy, officer].find(({ personId }) => personId === row?.['checker_id']);
		if (!found) throw new Error('nobody checks');
		return found;
	};
	return {
		tenant,
		cell,
		secretary,
		deputy,
		officer,
		member,
		second,
		clerk,
		above,
		document,
		lead,
		campaignId,
		content,
		other,
		own,
		save,
		handIn,
		register,
		confirm,
		say,
		check,
		read,
		duties,
		checkerOf,
	};
};

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

test('another member, the clerk and who follows from above read nothing of it, neither through the pages nor in the database', async () => {
	const { member, second, clerk, above, deputy, register, confirm, say, read, campaignId } = await scene();
	const id = await register(member);
	await confirm(deputy, id);
	await say(member, id, 'met', {
		files: [{ entryKey: 'a-0', name: 'bien-ban.txt', bytes: new TextEncoder().encode('Biên bản ban hành') }],
	});
	const [file] = await database.owner`select id from check_file where registration_id = ${id}`;
	const tables = [
		'registration',
		'registration_text',
		'registration_version',
		'registration_verdict',
		'registration_entry',
		'quarter_check',
		'self_check',
		'check_mark',
		'check_file',
	];
	for (const actor of [second, clerk, above]) {
		await expect(read(actor, id)).rejects.toMatchObject({ kind: 'missing' });
		await expect(
			look(database.door(actor), (tx) => checkFile(tx, actor, String(file?.['id']))),
		).rejects.toMatchObject({ kind: 'missing' });
		for (const table of tables) {
			const rows = await look(database.door(actor), (tx) =>
				sql`select 1 from ${sql.table(table)}`.execute(tx),
			);
			expect(rows.rows, `${actor.name} ${table}`).toEqual([]);
		}
		expect(
			await look(database.door(actor), (tx) => commitmentsForPerson(tx, actor, member.personId)),
		).toEqual([]);
	}
	// Nobody is told who has registered unless the campaign says so.
	const page = await look(database.door(second), (tx) => campaignPage(tx, second, campaignId, today));
	expect(page).toMatchObject({ people: [], registered: null, counts: [] });
	expect(
		await look(database.door(member), (tx) => checkFile(tx, member, String(file?.['id']))),
	).toMatchObject({ fileName: 'bien-ban.txt' });
	await dropCheckFile(database.door(member), { fileId: file?.['id'] });
	// A job knows how far it is, and no word.
	const system: Actor = { ...member, kind: 'system', personId: null, userId: null, roles: [], standings: [] };
	const seen = (table: string) =>
		look(database.door(system), (tx) => sql`select 1 from ${sql.table(table)}`.execute(tx)).then(
			({ rows }) => rows.length,
		);
	expect(await seen('registration')).toBe(1);
	for (const table of ['registration_text', 'registration_version', 'registration_entry', 'self_check'])
		expect(await seen(table)).toBe(0);
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

test('the trace tells how many registered and what the quarter found; who does not lead is told of no group under five', async () => {
	const {
		member,
		second,
		secretary,
		deputy,
		officer,
		cell,
		document,
		register,
		confirm,
		say,
		check,
		checkerOf,
		campaignId,
	} = await scene();
	for (const one of [member, second, officer]) {
		const id = await register(one);
		await confirm(deputy, id);
		await say(one, id);
		await check(
			await checkerOf(id),
			id,
			one === second ? 'partly' : 'met',
			one === second ? 'Còn thiếu' : '',
		);
	}
	const wanted = { documentId: document.id, unitId: cell.id, today };
	const steps = async (actor: Actor) => {
		const trace = await look(database.door(actor), (tx) => traceOf(tx, actor, wanted));
		return trace.rows.map((row) =>
			row.steps
				.filter(({ key }) => key === 'registration' || key === 'check')
				.map(({ state, have, of }) => `${state} ${have}/${of}`),
		);
	};
	expect(await steps(secretary)).toEqual([
		['done 3/3', 'under_way 2/3'],
		['gap 0/0', 'not_yet_due 0/0'],
	]);
	expect(await steps(member)).toEqual([
		['done 3/3', 'done 0/0'],
		['gap 0/0', 'not_yet_due 0/0'],
	]);
	await closeQuarter(database.door(secretary), { campaignId, quarter: 4 });
	const timeline = await look(database.door(member), (tx) => timelineOf(tx, member, wanted));
	const told = timeline.days
		.flatMap(({ entries }) => entries)
		.filter(({ verb }) => verb.startsWith('campaign'));
	expect(told.map(({ verb, count }) => `${verb} ${count}`)).toEqual([
		'campaign.quarter_closed 3',
		'campaign.confirmed 3',
		'campaign.opened 1',
	]);
	expect(JSON.stringify(told)).not.toContain('Trần Văn An');
});

test('above a unit a group under five is hidden; where the campaign says so, the people see who has registered and nothing more', async () => {
	const { tenant, cell, member, second, secretary, register, campaignId } = await scene();
	const chief = await buildPerson(database, tenant, tenant.root, 'Đinh Thị Trên', {
		standing: 'official',
		roles: ['secretary'],
	});
	await register(member);
	await database.owner`update campaign set unit_id = ${tenant.root.id}, shows_registered = true where id = ${campaignId}`;
	const counts = async (actor: Actor) =>
		(await look(database.door(actor), (tx) => campaignPage(tx, actor, campaignId, today))).counts;
	expect(await counts(chief)).toMatchObject([{ unitId: cell.id, people: 6, handedIn: 1 }]);
	await database.owner`delete from campaign_person where campaign_id = ${campaignId} and person_id <> all(${[member.personId, second.personId, secretary.personId]}::uuid[])`;
	expect(await counts(chief)).toMatchObject([
		{ unitId: cell.id, people: 3, handedIn: null, confirmed: null },
	]);
	const page = await look(database.door(second), (tx) => campaignPage(tx, second, campaignId, today));
	expect(page.registered?.map(({ name, isRegistered }) => `${name} ${isRegistered}`).sort()).toEqual([
		'Lê Thị Bình false',
		'Nguyễn Thị Bí Thư false',
		'Trần Văn An true',
	]);
});

test('a campaign is carried on into a draft, and a closed one takes nothing more', async () => {
	const { secretary, member, clerk, campaignId, cell, own, save } = await scene();
	await expect(closeCampaign(database.door(clerk), { campaignId })).rejects.toMatchObject({
		kind: 'refused',
	});
	const next = await carryOnCampaign(database.door(secretary), {
		campaignId,
		startsOn: '2027-01-01',
		endsOn: '2027-12-31',
		registerBy: '2027-01-31',
	});
	const draft = await look(database.door(secretary), (tx) =>
		draftPage(tx, secretary, next.campaignId, today),
	);
	expect(draft).toMatchObject({
		campaign: { state: 'draft', unitRegisters: true },
		contents: [{ title: 'Công tác chuyên môn' }, { title: 'Đạo đức công vụ' }],
		criteria: [{ title: 'Chấp hành giờ giấc' }],
		fields: [{ title: 'Cải cách hành chính' }],
		quarters: [{ dueOn: '2027-03-31' }, {}, {}, {}],
	});
	const listed = async (actor: Actor) =>
		(await look(database.door(actor), (tx) => campaignList(tx, actor, cell.id))).campaigns.length;
	expect([await listed(secretary), await listed(member)]).toEqual([2, 1]);
	await closeCampaign(database.door(secretary), { campaignId });
	await expect(save(member, own('a-0', 'Muộn'))).rejects.toMatchObject({ key: 'refused_campaign_state' });
});

test('the form of a unit is dated, and the printed form has the parts, the entries and the lines for signing', async () => {
	const { secretary, deputy, member, cell, save, own, handIn, confirm, campaignId } = await scene();
	await expect(
		setCommitmentForm(database.door(member), { unitId: cell.id, validFrom: today, titles: ['X'], hints: [] }),
	).rejects.toMatchObject({ kind: 'refused' });
	await setCommitmentForm(database.door(secretary), {
		unitId: cell.id,
		validFrom: today,
		titles: ['Về tư tưởng', 'Về tác phong'],
		hints: ['', ''],
	});
	await save(member, {
		...own('a-0', 'Chuẩn hóa 12 biểu mẫu'),
		'part:thought': 'Tôi đọc mỗi tuần một chuyên đề.',
		'part:khac': 'x',
	});
	const { registrationId } = await handIn(member);
	await confirm(deputy, registrationId);
	const { paper } = await look(database.door(member), (tx) =>
		commitmentPaper(tx, member, { campaignId, registrationId }, today),
	);
	const words = JSON.stringify(paper.body);
	for (const text of [
		'Về tư tưởng',
		'Tôi đọc mỗi tuần một chuyên đề.',
		'Công tác chuyên môn',
		'Chuẩn hóa 12 biểu mẫu',
		'Quý IV: 12 mẫu',
		'Cải cách hành chính',
		'Chấp hành giờ giấc',
	])
		expect(words).toContain(text);
	expect(words).not.toContain('part:khac');
	expect(paper.head).toMatchObject({ typeName: 'Bản cam kết', number: null });
	expect(paper.signatures).toMatchObject({
		right: { name: 'Trần Văn An' },
		left: { name: 'Phạm Văn Phó', office: 'Phó Bí thư' },
	});
	await expect(
		look(database.door(deputy), (tx) =>
			commitmentPaper(tx, deputy, { campaignId, registrationId: crypto.randomUUID() }, today),
		),
	).rejects.toMatchObject({ kind: 'missing' });
});
