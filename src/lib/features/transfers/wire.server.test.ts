import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import '#lib/features/contributions.server.ts';
import { deliverTo } from '#lib/features/exchange/deliver.server.ts';
import { takeFrom } from '#lib/features/exchange/take.server.ts';
import { exchangeSecret } from '#lib/features/exchange/wire.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { makePartners, wireOf } from '../../../../tests/support/partners.ts';
import { startTransfer } from './commands.server.ts';
import { cancelTransfer } from './deliver.server.ts';
import { declineTransfer, takeInTransfer } from './incoming.server.ts';
import { issueTransfer } from './issue.server.ts';
import { incomingPage, transferPage, transfersPage } from './queries.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const door = (actor: Actor) => database.door(actor);
const wire = () => wireOf(database, exchangeSecret());

beforeAll(() => {
	process.env['DATA_DIR'] = mkdtempSync(join(tmpdir(), 'thuctien-transfers-'));
});

/** Two organisations that exchange parcels, a letter made out in the one for the other, and the ways between them. */
const scene = async () => {
	const home = await buildTenant(database, 'Đảng bộ Sở A');
	const away = await buildTenant(database, 'Đảng ủy phường B');
	const cell = await buildUnit(database, home, 'Chi bộ Văn phòng');
	const leads = { standing: 'official' as const, roles: ['secretary' as const] };
	const clerk = await buildPerson(database, home, home.root, 'Võ Thị Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	const secretary = await buildPerson(database, home, cell, 'Nguyễn Thị Bí Thư', leads);
	const member = await buildPerson(database, home, cell, 'Trần Văn An', { standing: 'official' });
	const office = await buildPerson(database, away, away.root, 'Đinh Thị Đảng Ủy', leads);
	const keeper = await buildPerson(database, away, away.root, 'Phạm Quản Trị', {
		standing: 'official',
		roles: ['clerk'],
	});
	const side = { secret: exchangeSecret(), address: 'http://localhost:9', otherIs: 'peer' as const };
	const { ofOne, ofOther } = await makePartners(database, { keeper: clerk, ...side }, { keeper, ...side });
	const [membership] = await database.owner`select id from membership where person_id = ${member.personId}`;
	const { transferId } = await startTransfer(door(secretary), {
		membershipId: String(membership?.['id']),
		kind: 'official',
		toPartnerId: ofOne,
		reason: 'Chuyển công tác',
		effectiveOn: '2026-11-20',
	});
	await issueTransfer(door(secretary), { transferId, issuedOn: '2026-11-18' });
	const carry = async (): Promise<number> =>
		(await deliverTo(wire(), home.tenantId, ofOne)) + (await takeFrom(wire(), away.tenantId, ofOther));
	const carryBack = async (): Promise<number> =>
		(await deliverTo(wire(), away.tenantId, ofOther)) + (await takeFrom(wire(), home.tenantId, ofOne));
	const sent = () => look(door(secretary), (tx) => transferPage(tx, secretary, { id: transferId, today }));
	const came = async () =>
		(await look(door(office), (tx) => transfersPage(tx, office, { view: 'coming', page: 1, today })))
			.incoming;
	return { away, secretary, office, transferId, carry, carryBack, sent, came };
};

test('a letter goes to a connected organisation by itself, once, and the receipt comes back', async () => {
	const { away, office, secretary, transferId, carry, carryBack, sent, came } = await scene();
	expect(await came()).toEqual([]);
	expect((await sent()).transfer.deliveredAt).toBeNull();
	expect(await carry()).toBe(2);
	expect(await carry()).toBe(0);
	expect((await sent()).transfer.deliveredAt).not.toBeNull();
	const [letter] = await came();
	expect(letter).toMatchObject({ fullName: 'Trần Văn An', state: 'arrived' });
	await expect(cancelTransfer(door(secretary), { transferId, reason: 'Nhầm' })).rejects.toMatchObject({
		key: 'refused_transfers_on_the_way',
	});
	const incomingId = letter?.id ?? '';
	const page = await look(door(office), (tx) => incomingPage(tx, office, { id: incomingId, today }));
	expect(page.incoming.letter.from.organisation).toBe('Đảng bộ Sở A');
	await takeInTransfer(door(office), { incomingId, intoUnitId: away.root.id, receivedOn: today });
	expect(await carryBack()).toBe(2);
	expect((await sent()).transfer).toMatchObject({
		state: 'received',
		receivedOn: today,
		receivedWay: 'wire',
		receivedName: 'Đinh Thị Đảng Ủy',
	});
});

test('a letter that is sent back can be called off', async () => {
	const { office, secretary, transferId, carry, carryBack, sent, came } = await scene();
	await carry();
	const [letter] = await came();
	await declineTransfer(door(office), { incomingId: letter?.id ?? '', reason: 'Sai tên chi bộ' });
	await carryBack();
	expect(await sent()).toMatchObject({
		stage: 'declined',
		transfer: { declineReason: 'Sai tên chi bộ' },
		powers: { cancel: true },
	});
	await cancelTransfer(door(secretary), { transferId, reason: 'Làm lại giấy' });
	expect((await sent()).stage).toBe('cancelled');
});
