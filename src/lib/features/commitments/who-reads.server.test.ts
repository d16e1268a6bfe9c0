import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson } from '../../../../tests/support/builders.ts';
import { commitmentScenes } from '../../../../tests/support/commitment-scene.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { traceOf } from '../trace/queries.server.ts';
import { timelineOf } from '../trace/timeline.server.ts';
import { dropCheckFile } from './checking.server.ts';
import { commitmentsForPerson } from './public.server.ts';
import { closeQuarter } from './quarters.server.ts';
import { campaignPage } from './queries.server.ts';
import { checkFile } from './queries-check.server.ts';

// The moment of the tests is 23/11/2026, 09:00. The last quarter of the campaign ends on 30/11, so that it is being checked.
const database = useDatabase();
const today = '2026-11-23';
const { scene } = commitmentScenes(database);

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
