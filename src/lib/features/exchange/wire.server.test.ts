import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { look } from '#lib/platform/command/command.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { testMoment, useDatabase } from '../../../../tests/support/database.ts';
import {
	listenAsInstallation,
	makePartners,
	type TestInstallation,
	wireOf,
} from '../../../../tests/support/partners.ts';
import { deliverTo } from './deliver.server.ts';
import { renewKey } from './keys.server.ts';
import { postToPartner, takeParcels } from './parcels.server.ts';
import { addPartner, confirmPartner, sendAgain, suspendPartner } from './partners.server.ts';
import { partnerPage, partnersPage } from './queries-partners.server.ts';
import { takeFrom } from './take.server.ts';
import { exchangeSecret } from './wire.server.ts';

const database = useDatabase();
const taken: { id: string; body: { word: string }; tenantId: string }[] = [];
let failing = false;

takeParcels({
	kind: 'test.word',
	schema: z.object({ word: z.string() }),
	inspect: async (_door, { body }) => (body.word === 'MẬT' ? 'refused_exchange_secret' : null),
	take: async ({ emit, actor }, { id, body, unitId }) => {
		await emit('test.word_taken', { subject: { type: 'test', id }, unitId, after: body });
		if (failing) throw new Error('not now');
		taken.push({ id, body, tenantId: actor.tenantId });
	},
});

let farInstallation: TestInstallation;
let offset = 0;
const clock = (): Date => new Date(Date.parse(testMoment) + offset);
const farSecret = 'fa'.repeat(32);
const far = () => wireOf(database, farSecret, clock);
const near = () => wireOf(database, exchangeSecret(), clock);

beforeAll(async () => {
	process.env['DATA_DIR'] = mkdtempSync(join(tmpdir(), 'thuctien-wire-'));
	process.env['EXCHANGE_FIRST_RETRY_MS'] = '1000';
	farInstallation = await listenAsInstallation(far);
});
afterAll(() => farInstallation.stop());
beforeEach(() => {
	farInstallation.mood = 'up';
	failing = false;
	taken.length = 0;
	offset = 0;
});

/** Two organisations on two installations (keys of two secrets, HTTP between them), or both on one. */
const scene = async (isInside = false) => {
	const above = await buildTenant(database, 'Đảng ủy khối');
	const below = await buildTenant(database, 'Đảng bộ Sở Nội vụ');
	const clerk = await buildPerson(database, above, above.root, 'Trần Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	const keeper = await buildPerson(database, below, below.root, 'Phạm Quản Trị', {
		standing: 'official',
		roles: ['administrator'],
	});
	const { ofOne, ofOther } = await makePartners(
		database,
		{ keeper: clerk, secret: exchangeSecret(), address: 'http://localhost:9', otherIs: 'subordinate' },
		{
			keeper,
			secret: isInside ? exchangeSecret() : farSecret,
			address: farInstallation.address,
			otherIs: 'superior',
		},
	);
	const post = async (word: string, conversation?: string): Promise<string> => {
		const id = uuidv7();
		await transactionAs(database.db, clerk, 'write', (tx) =>
			postToPartner(tx, clerk, {
				partnerId: ofOne,
				kind: 'test.word',
				id,
				body: { word },
				...(conversation ? { conversation } : {}),
			}),
		);
		return id;
	};
	const deliver = () => deliverTo(near(), above.tenantId, ofOne);
	const take = () => takeFrom(far(), below.tenantId, ofOther);
	const sent = async () =>
		(await database.owner`select id, state, attempts, error, receipt from exchange_outgoing where tenant_id = ${above.tenantId} order by written_at, id`) as unknown as {
			id: string;
			state: string;
			attempts: number;
			error: string;
			receipt: string;
		}[];
	const came = async () =>
		(await database.owner`select id, state, sequence, body, error from exchange_incoming where tenant_id = ${below.tenantId} order by received_at, sequence`) as unknown as {
			id: string;
			state: string;
			sequence: number;
			body: string;
			error: string;
		}[];
	return { above, below, clerk, keeper, ofOne, ofOther, post, deliver, take, sent, came };
};

test.each([
	['on two installations', false],
	['on one installation', true],
])(
	'%s a parcel is delivered, acknowledged with a signed receipt and taken once',
	async (_where, isInside) => {
		const { post, deliver, take, sent, came } = await scene(isInside);
		const requests = farInstallation.requests;
		const id = await post('chào');
		expect(await deliver()).toBe(1);
		expect(farInstallation.requests - requests).toBe(isInside ? 0 : 1);
		expect(await sent()).toMatchObject([{ id, state: 'delivered', attempts: 1 }]);
		expect(JSON.parse((await sent())[0]?.receipt ?? '')).toMatchObject({ message: id, outcome: 'received' });
		expect(await came()).toMatchObject([{ id, state: 'waiting' }]);
		expect(await take()).toBe(1);
		expect(await take()).toBe(0);
		expect(taken.map(({ body }) => body.word)).toEqual(['chào']);
		expect(await came()).toMatchObject([{ state: 'taken' }]);
	},
);

test('while the other side is down parcels wait, with the reason; then all go, in order, once each', async () => {
	const { post, deliver, take, sent, came, clerk, ofOne } = await scene();
	farInstallation.mood = 'down';
	for (const word of ['một', 'hai', 'ba']) await post(word, 'chuyện');
	expect(await deliver()).toBe(0);
	// Left alone for a while: no attempt is made before that.
	const requests = farInstallation.requests;
	expect(await deliver()).toBe(0);
	expect(farInstallation.requests).toBe(requests);
	const { partner } = await look(database.door(clerk), (tx) =>
		partnerPage(tx, clerk, { partnerId: ofOne, direction: 'out', page: 1 }),
	);
	expect(partner).toMatchObject({ waiting: 3, failures: 1, error: 'exchange_error_unreachable' });
	farInstallation.mood = 'up';
	offset += 60_000;
	expect(await deliver()).toBe(3);
	expect(await take()).toBe(3);
	expect(taken.map(({ body }) => body.word)).toEqual(['một', 'hai', 'ba']);
	expect((await sent()).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
	expect(await came()).toHaveLength(3);
});

test('an answer that is lost on its way: the parcel is sent again and gets the same receipt, nothing is twice', async () => {
	const { post, deliver, take, sent, came, below } = await scene();
	const id = await post('một lần');
	farInstallation.mood = 'loses_answer';
	expect(await deliver()).toBe(0);
	expect(await came()).toHaveLength(1);
	const [kept] =
		await database.owner`select receipt from exchange_incoming where tenant_id = ${below.tenantId}`;
	expect(await take()).toBe(1);
	farInstallation.mood = 'up';
	offset += 60_000;
	expect(await deliver()).toBe(1);
	expect(await sent()).toMatchObject([{ id, state: 'delivered', attempts: 2, receipt: kept?.['receipt'] }]);
	expect(await came()).toHaveLength(1);
	expect(await take()).toBe(0);
	expect(taken).toHaveLength(1);
});

test('what the other side refuses is refused for good, with the reason; nothing of it is kept there', async () => {
	const { post, deliver, take, sent, came } = await scene();
	await post('MẬT');
	await deliver();
	expect(await sent()).toMatchObject([{ state: 'refused', error: 'refused_exchange_secret' }]);
	expect(await came()).toMatchObject([{ state: 'refused', body: 'null' }]);
	expect(await take()).toBe(0);
	expect(taken).toEqual([]);
});

test('taking fails as a whole and is tried again; its conversation waits, others go on', async () => {
	const { post, deliver, take, came, below } = await scene();
	await post('một', 'chuyện');
	await post('hai', 'chuyện');
	await deliver();
	failing = true;
	expect(await take()).toBe(0);
	expect(await came()).toMatchObject([
		{ state: 'waiting', error: 'exchange_error_taking' },
		{ state: 'waiting', error: '' },
	]);
	const events =
		await database.owner`select from event where tenant_id = ${below.tenantId} and verb = 'test.word_taken'`;
	expect(events).toHaveLength(0);
	failing = false;
	await post('riêng');
	await deliver();
	expect(await take()).toBe(1);
	expect(taken.map(({ body }) => body.word)).toEqual(['riêng']);
	offset += 60_000;
	expect(await take()).toBe(2);
	expect(taken.map(({ body }) => body.word)).toEqual(['riêng', 'một', 'hai']);
});

test('a later message of a conversation that comes first waits for the one before it', async () => {
	const { post, deliver, take, above } = await scene();
	const first = await post('một', 'chuyện');
	await post('hai', 'chuyện');
	await database.owner`update exchange_outgoing set state = 'delivered' where tenant_id = ${above.tenantId} and id = ${first}`;
	expect(await deliver()).toBe(1);
	expect(await take()).toBe(0);
	await database.owner`update exchange_outgoing set state = 'waiting' where tenant_id = ${above.tenantId} and id = ${first}`;
	expect(await deliver()).toBe(1);
	expect(await take()).toBe(2);
	expect(taken.map(({ body }) => body.word)).toEqual(['một', 'hai']);
});

test('given up after days it stays visible, and can be sent again', async () => {
	const { post, deliver, sent, clerk, ofOne } = await scene();
	const id = await post('lâu');
	farInstallation.mood = 'down';
	await deliver();
	offset += 8 * 86_400_000;
	await deliver();
	expect(await sent()).toMatchObject([{ state: 'dead' }]);
	const page = () =>
		look(database.door(clerk, clock), (tx) =>
			partnerPage(tx, clerk, { partnerId: ofOne, direction: 'out', page: 1 }),
		);
	expect((await page()).partner.dead).toBe(1);
	farInstallation.mood = 'up';
	await sendAgain(database.door(clerk, clock), { parcelId: id });
	expect(await deliver()).toBe(1);
	expect((await page()).partner).toMatchObject({ dead: 0, waiting: 0 });
});

test('an unknown key, a wrong clock, a redirect and a partner that suspended us are told apart; nothing is lost', async () => {
	const { post, deliver, sent, keeper, ofOther, above, below } = await scene();
	await post('chờ');
	const error = async (): Promise<string | undefined> => {
		await deliver();
		offset += 60_000;
		return (await sent())[0]?.error;
	};
	farInstallation.mood = 'redirects';
	expect(await error()).toBe('exchange_error_redirect');
	farInstallation.mood = 'up';
	await database.owner`update exchange_partner set public_key = ${'A'.repeat(43)} || '=' where tenant_id = ${below.tenantId}`;
	expect(await error()).toBe('exchange_error_door_signature');
	await database.owner`update exchange_partner set remote_id = ${below.tenantId} where tenant_id = ${below.tenantId}`;
	expect(await error()).toBe('exchange_error_door_unknown');
	const { card, print } = await look(database.door(keeper), (tx) =>
		partnersPage(tx, { ...keeper, tenantId: below.tenantId }, { secret: farSecret, address: '' }),
	).then(async () => {
		const clerk = {
			...keeper,
			tenantId: above.tenantId,
			roles: [{ unitId: above.root.id, path: above.root.path, unitName: '', role: 'clerk' }],
		} as Actor;
		return look(database.door(clerk), (tx) =>
			partnersPage(tx, clerk, { secret: exchangeSecret(), address: 'http://localhost:9' }),
		);
	});
	const { partnerId } = await addPartner(database.door(keeper), { card, role: 'superior' });
	expect(await error()).toBe('exchange_error_door_unconfirmed');
	await expect(
		confirmPartner(database.door(keeper), { partnerId, print: '0000 0000 0000 0000 0000 0000' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await confirmPartner(database.door(keeper), { partnerId, print: ` ${print.replaceAll(' ', '')} ` });
	await suspendPartner(database.door(keeper), { partnerId });
	expect(await error()).toBe('exchange_error_door_suspended');
	expect(ofOther).not.toBe(partnerId);
	expect(await sent()).toMatchObject([{ state: 'waiting' }]);
});

test('a new key is announced under the old one; parcels go on under the new one', async () => {
	const { post, deliver, take, sent, clerk, above, below } = await scene();
	await renewKey(database.door(clerk, clock), {});
	await expect(renewKey(database.door(clerk, clock), {})).rejects.toMatchObject({ kind: 'conflict' });
	farInstallation.mood = 'loses_answer';
	await deliver();
	expect(await take()).toBe(1);
	// The answer was lost: the announcement comes again under the old key, which the other side no longer takes for anything else.
	farInstallation.mood = 'up';
	offset += 60_000;
	expect(await deliver()).toBe(1);
	const [partner] =
		await database.owner`select generation from exchange_partner where tenant_id = ${above.tenantId}`;
	expect(partner?.['generation']).toBe(2);
	await post('khóa mới');
	expect(await deliver()).toBe(1);
	await take();
	expect(taken.map(({ body }) => body.word)).toEqual(['khóa mới']);
	await database.owner`update exchange_partner set generation = 1 where tenant_id = ${above.tenantId}`;
	await post('khóa cũ');
	expect(await deliver()).toBe(0);
	expect((await sent()).at(-1)).toMatchObject({ state: 'waiting', error: 'exchange_error_door_signature' });
	const [known] =
		await database.owner`select previous_key <> '' as kept from exchange_partner where tenant_id = ${below.tenantId}`;
	expect(known?.['kept']).toBe(true);
});

test('only who keeps partners at the root sees them; a unit below and another organisation do not', async () => {
	const { above, below, ofOne, clerk } = await scene();
	const cell = await buildUnit(database, above, 'Chi bộ');
	const head = await buildPerson(database, above, cell, 'Đỗ Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const own = { secret: exchangeSecret(), address: '' };
	await expect(look(database.door(head), (tx) => partnersPage(tx, head, own))).rejects.toMatchObject({
		kind: 'refused',
	});
	const stranger = systemActor(below.tenantId);
	const rows = await look(database.door(stranger), (tx) =>
		tx.selectFrom('exchange_partner').select('id').where('id', '=', ofOne).execute(),
	);
	expect(rows).toEqual([]);
	await expect(
		transactionAs(database.db, clerk, 'write', (tx) =>
			postToPartner(tx, clerk, { partnerId: uuidv7(), kind: 'test.word', id: uuidv7(), body: {} }),
		),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('a card of this very organisation, and an address to which nothing may go, are no partners', async () => {
	const { clerk, keeper } = await scene();
	const own = await look(database.door(clerk), (tx) =>
		partnersPage(tx, clerk, { secret: exchangeSecret(), address: '' }),
	);
	await expect(addPartner(database.door(clerk), { card: own.card, role: 'peer' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	const plain = await look(database.door(keeper), (tx) =>
		partnersPage(tx, keeper, { secret: farSecret, address: 'http://so-noi-vu.example' }),
	);
	await expect(addPartner(database.door(clerk), { card: plain.card, role: 'peer' })).rejects.toMatchObject({
		kind: 'invalid',
	});
});
