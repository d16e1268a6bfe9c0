import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import '#lib/features/contributions.server.ts';
import { deliverTo } from '#lib/features/exchange/deliver.server.ts';
import { takeFrom } from '#lib/features/exchange/take.server.ts';
import { exchangeSecret } from '#lib/features/exchange/wire.server.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { seededRandom } from '../../../../seed/random.ts';
import { liveOn } from '../../../../seed/simulation/random-life.ts';
import { simulate } from '../../../../seed/simulation/simulate.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { makePartners, wireOf } from '../../../../tests/support/partners.ts';
import { nameUnit } from './figures-in.server.ts';
import { postFigures, sendFigures } from './figures-out.server.ts';
import { followTenant, recountTenant } from './follow.server.ts';

const database = useDatabase();
let now = new Date('2026-11-23T09:00:00+07:00');
const clock = () => now;

beforeAll(() => {
	process.env['DATA_DIR'] = mkdtempSync(join(tmpdir(), 'thuctien-figures-order-'));
});

type Sum = Record<string, number | string | null>;

/** Everything that is summed at a unit, by document where both sides know it, quarter and day. Rows that are nought throughout are none. */
const sumsAt = (tenantId: string, unitId: string, known: ReadonlySet<string>): Promise<Map<string, number>> =>
	transactionAs(database.db, systemActor(tenantId), 'read', async (tx) => {
		const sums = new Map<string, number>();
		const add = (key: string, value: unknown): void => {
			if (typeof value === 'number' && value !== 0) sums.set(key, (sums.get(key) ?? 0) + value);
		};
		const progress = await sql<Sum>`
			select d.number_key, d.issued_on, p.* from unit_progress p left join document d on d.tenant_id = p.tenant_id and d.id = p.document_id
			where p.tenant_id = ${tenantId} and p.unit_id = ${unitId}`.execute(tx);
		for (const { tenant_id: _t, unit_id: _u, document_id: _d, year, quarter, ...row } of progress.rows) {
			const { number_key: number, issued_on: day, ...counts } = row;
			const document = number === null ? 'all' : `${number} ${day}`;
			if (document !== 'all' && !known.has(document)) continue;
			for (const [measure, value] of Object.entries(counts))
				add(`${document} ${year} ${quarter} ${measure}`, value);
		}
		const due = await sql<{ day: string; open: number }>`select due_on as day, below as open from unit_due
			where tenant_id = ${tenantId} and unit_id = ${unitId} and document_id = '00000000-0000-0000-0000-000000000000'`.execute(
			tx,
		);
		for (const { day, open } of due.rows) add(`due ${day}`, open);
		const people = await sql<{
			below: number;
		}>`select below from unit_people where tenant_id = ${tenantId} and unit_id = ${unitId}`.execute(tx);
		for (const { below } of people.rows) add('people', below);
		return sums;
	});

test('after a random life below, and parcels that arrive in any order and more than once, the sums above are those below', async () => {
	const { tenants } = await simulate(
		{ ownerUrl: database.ownerUrl, owner: database.owner },
		{ members: 300, years: 1, seed: 11, today: '2026-11-23', light: false, readings: 1 },
	);
	const below = tenants[0] ?? '';
	const [root] = await database.owner<{ id: string; name: string; path: string }[]>`
		select id, name, path::text as path from unit where tenant_id = ${below} and parent_id is null`;
	if (!root) throw new Error('The simulation has no root');
	const lower = await buildPerson(database, { tenantId: below, root }, root, 'Lê Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	const above = await buildTenant(database, 'Trung ương');
	const stand = await buildUnit(database, above, 'Tỉnh ủy');
	const keeper = await buildPerson(database, above, above.root, 'Trần Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	// Half of the documents of the root are known above.
	await database.owner`
		insert into document (tenant_id, id, unit_id, type_code, type_name, number, number_key, issuer, issued_on, title, state, filed_by, filed_at)
		select ${above.tenantId}, uuidv7(), ${above.root.id}, type_code, type_name, number, number_key, issuer, issued_on, title, state, ${keeper.personId}, filed_at
		from (select distinct on (number_key, issued_on) * from document where tenant_id = ${below} and unit_id = ${root.id} and number_key <> '' order by number_key, issued_on) d
		where abs(hashtext(number_key)) % 2 = 0`;
	const rows = await database.owner<
		{ key: string }[]
	>`select number_key || ' ' || issued_on as key from document where tenant_id = ${above.tenantId}`;
	const known = new Set(rows.map(({ key }) => key));
	expect(known.size).toBeGreaterThan(0);

	const side = { secret: exchangeSecret(), address: '' };
	const { ofOne, ofOther } = await makePartners(
		database,
		{ ...side, keeper, otherIs: 'subordinate' },
		{ ...side, keeper: lower, otherIs: 'superior' },
	);
	const wire = wireOf(database, exchangeSecret(), clock);
	await nameUnit(database.door(keeper, clock), { partnerId: ofOne, unitId: stand.id });
	await deliverTo(wire, above.tenantId, ofOne);
	await takeFrom(wire, below, ofOther);
	await sendFigures(database.door(lower, clock), { partnerId: ofOther });
	await recountTenant(database.db, below, now);
	await recountTenant(database.db, above.tenantId, now);

	const random = seededRandom(5);
	const bodies = new Map<string, string>();
	/** One that waits, chosen by chance, goes and is taken; the others rest as if somebody held them. */
	const carryOne = async (): Promise<void> => {
		const waiting = await database.owner<{ id: string }[]>`
			select id from exchange_outgoing where tenant_id = ${below} and partner_id = ${ofOther} and state in ('waiting', 'dead') order by id`;
		const one = waiting[random.below(waiting.length)];
		if (!one) return;
		await database.owner`update exchange_outgoing set state = 'waiting', leased_until = case when id = ${one.id} then null else '2099-01-01'::timestamptz end
			where tenant_id = ${below} and state in ('waiting', 'dead')`;
		await deliverTo(wire, below, ofOther);
		await takeFrom(wire, above.tenantId, ofOne);
		// What was taken comes again now and then, as if that had been forgotten.
		const [again] = [...bodies][random.below(bodies.size)] ?? [];
		if (!again || random.below(3) > 0) return;
		await database.owner`update exchange_incoming set state = 'waiting', body = ${bodies.get(again) ?? ''}
			where tenant_id = ${above.tenantId} and id = ${again} and state = 'taken'`;
		await takeFrom(wire, above.tenantId, ofOne);
	};
	let posted = 0;
	for (let round = 0; round < 25; round += 1) {
		now = new Date(now.getTime() + 60 * 60_000);
		await liveOn(database.owner, below, random, 30);
		await followTenant(database.db, below, now);
		// As if what is on its way had been given up: more than one can be under way then, and each may be sent again by hand.
		await database.owner`update figures_sending set state = 'dead', looked_at = null where tenant_id = ${below} and state = 'waiting'`;
		if (await postFigures(database.door(systemActor(below), clock), { partnerId: ofOther })) posted += 1;
		for (const { id, body } of await database.owner<{ id: string; body: string }[]>`
			select id, body from exchange_outgoing where tenant_id = ${below} and kind = 'oversight.figures' and body <> 'null'`)
			bodies.set(id, body);
		if (random.below(2) === 0) await carryOne();
		if (random.below(3) === 0) await followTenant(database.db, above.tenantId, now);
	}
	expect(posted).toBeGreaterThan(10);
	for (let left = 0; left < 40; left += 1) await carryOne();
	await followTenant(database.db, above.tenantId, now);
	const own = await sumsAt(below, root.id, known);
	expect(own.size).toBeGreaterThan(50);
	expect(await sumsAt(above.tenantId, stand.id, known)).toEqual(own);
	expect([...own.keys()].some((key) => /^(?!all|due|people)/.test(key))).toBe(true);
	// And in the unit above: with the one person who is its own.
	const top = await sumsAt(above.tenantId, above.root.id, known);
	expect(top.get('people')).toBe((own.get('people') ?? 0) + 1);
	expect(top.get('all 2026 4 tasks')).toBe(own.get('all 2026 4 tasks'));
	await recountTenant(database.db, above.tenantId, now);
	expect(await sumsAt(above.tenantId, stand.id, known)).toEqual(own);
});
