import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '#lib/shared/actor.ts';
import { buildTenant, type TestTenant } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { writeEvent } from '../command/event.ts';
import { transactionAs } from '../database/transaction.ts';
import { sealEvents } from './seal.ts';
import { verifyEvents } from './verify.ts';

const database = useDatabase();
const now = new Date('2026-11-23T02:00:00Z');
let tenant: TestTenant;

const write = async (count: number): Promise<void> => {
	const actor = systemActor(tenant.tenantId);
	await transactionAs(database.db, actor, 'write', async (tx) => {
		for (let nth = 0; nth < count; nth++) {
			await writeEvent(tx, database.door(actor), new Date(), 'task.assigned', {
				subject: { type: 'task', id: randomUUID() },
				unitId: tenant.root.id,
				personal: nth % 2 === 0,
				after: { title: `Việc số ${nth}`, tỉ_lệ: 0.1 + nth },
			});
		}
	});
};
const seal = () => sealEvents(database.db, tenant.tenantId, now);
const verify = (known?: string) => verifyEvents(database.db, tenant.tenantId, known);

beforeEach(async () => {
	tenant = await buildTenant(database, `Đảng bộ ${randomUUID()}`);
});

test('events are sealed once, batch upon batch, and the chain holds', async () => {
	await write(3);
	expect(await seal()).toEqual({ batches: 1, events: 3 });
	expect(await seal()).toEqual({ batches: 0, events: 0 });
	await write(2);
	expect(await verify()).toMatchObject({ ok: true, batches: 1, events: 3, unsealed: 2 });
	await seal();
	expect(await verify()).toMatchObject({ ok: true, batches: 2, events: 5, unsealed: 0, break: null });
});

test('two sealers at the same time make one chain', async () => {
	await write(20);
	await Promise.all([seal(), seal()]);
	expect(await verify()).toMatchObject({ ok: true, events: 20, unsealed: 0 });
});

test('a tenant without events has nothing to hide', async () => {
	expect(await verify()).toMatchObject({ ok: true, batches: 0, head: null });
});

describe('what the owner of the database changes behind the back of the application is found', () => {
	beforeEach(async () => {
		await write(4);
		await seal();
		await write(4);
		await seal();
	});
	const some = (batch: number) =>
		database.owner`(select id from event where tenant_id = ${tenant.tenantId} and sealed_in = ${batch} order by id offset 1 limit 1)`;

	test('a word in an event', async () => {
		await database.owner`update event set after = jsonb_set(after, '{title}', '"khác"') where id in ${some(1)}`;
		expect(await verify()).toMatchObject({ ok: false, break: { kind: 'events', batch: 1, eventsFound: 4 } });
	});
	test('a moment, by a microsecond', async () => {
		await database.owner`update event set at = at + interval '1 microsecond' where id in ${some(2)}`;
		expect(await verify()).toMatchObject({ ok: false, batches: 1, break: { kind: 'events', batch: 2 } });
	});
	test('an event taken out', async () => {
		await database.owner`delete from event where id in ${some(1)}`;
		expect(await verify()).toMatchObject({
			ok: false,
			break: { kind: 'events', batch: 1, eventsExpected: 4, eventsFound: 3 },
		});
	});
	test('an event put into a batch that was not theirs', async () => {
		await database.owner`update event set sealed_in = 1 where id in ${some(2)}`;
		expect(await verify()).toMatchObject({ ok: false, break: { batch: 1, eventsFound: 5 } });
	});
	test('a batch taken out with its events', async () => {
		await database.owner`delete from event where tenant_id = ${tenant.tenantId} and sealed_in = 1`;
		await database.owner`delete from event_seal where tenant_id = ${tenant.tenantId} and batch = 1`;
		expect(await verify()).toMatchObject({ ok: false, break: { kind: 'chain', batch: 2 } });
	});
	test('the record of a batch', async () => {
		await database.owner`update event_seal set sealed_at = sealed_at - interval '1 day' where tenant_id = ${tenant.tenantId} and batch = 2`;
		expect(await verify()).toMatchObject({ ok: false, break: { kind: 'seal', batch: 2 } });
	});
	test('the last batch cut off: shown by its events, and by a seal that was noted elsewhere', async () => {
		const { head } = await verify();
		await database.owner`delete from event_seal where tenant_id = ${tenant.tenantId} and batch = 2`;
		expect(await verify()).toMatchObject({ ok: false, break: { kind: 'stray' } });
		await database.owner`delete from event where tenant_id = ${tenant.tenantId} and sealed_in = 2`;
		expect(await verify()).toMatchObject({ ok: true });
		expect(await verify(head ?? '')).toMatchObject({ ok: false, break: { kind: 'chain' } });
	});
});

test('the application itself can not change an event', async () => {
	await write(1);
	const change = transactionAs(database.db, systemActor(tenant.tenantId), 'write', (tx) =>
		tx.updateTable('event').set({ verb: 'khác' }).execute(),
	);
	await expect(change).rejects.toThrow(/permission denied/);
});
