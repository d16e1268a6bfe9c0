import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { transferScenes } from '../../../../tests/support/transfer-scene.ts';
import { makeCode } from './codes.server.ts';
import { cancelTransfer, deliverWaiting, sendAnswer, sendTransfer } from './deliver.server.ts';
import { declineTransfer, handOnTransfer, takeInTransfer } from './incoming.server.ts';
import { incomingPage } from './queries.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const { door, visit, scene, issued, incomingOf, pageOf } = transferScenes(database);

test('in one installation the letter is laid before the other organisation once, is taken in there, and the sender reads it', async () => {
	const given = await scene();
	const transferId = await issued(given);
	expect(await sendTransfer(visit(), given.home.tenantId, transferId)).toBe(true);
	expect(await sendTransfer(visit(), given.home.tenantId, transferId)).toBe(false);
	await database.owner`update member_transfer set delivered_at = null where id = ${transferId}`;
	await deliverWaiting(visit());
	const [incoming, ...more] = await incomingOf(given);
	expect(more).toEqual([]);
	expect(incoming).toMatchObject({
		fullName: 'Trần Văn An',
		from: 'Chi bộ Văn phòng, Đảng bộ Sở A',
		state: 'arrived',
	});
	const incomingId = incoming?.id ?? '';
	await expect(
		look(door(given.wardHead), (tx) => incomingPage(tx, given.wardHead, { id: incomingId, today })),
	).rejects.toMatchObject({ kind: 'missing' });
	await handOnTransfer(door(given.office), { incomingId, forUnitId: given.ward.id });
	const page = await look(door(given.wardHead), (tx) =>
		incomingPage(tx, given.wardHead, { id: incomingId, today }),
	);
	expect(page.into).toEqual([{ value: given.ward.id, label: 'Chi bộ tổ dân phố 5' }]);
	const taken = await takeInTransfer(door(given.wardHead), {
		incomingId,
		intoUnitId: given.ward.id,
		receivedOn: '2026-11-22',
	});
	await expect(
		takeInTransfer(door(given.wardHead), { incomingId, intoUnitId: given.ward.id, receivedOn: '2026-11-22' }),
	).rejects.toMatchObject({ kind: 'refused' });
	const there =
		await database.owner`select tenant_id, unit_id, standing, valid_from::text as "from" from membership where person_id = ${taken.personId}`;
	expect([...there]).toEqual([
		{ tenant_id: given.away.tenantId, unit_id: given.ward.id, standing: 'official', from: '2026-11-22' },
	]);
	expect(await deliverWaiting(visit())).toBe(1);
	expect(await sendAnswer(visit(), given.away.tenantId, incomingId)).toBe(false);
	const { transfer, stage } = await pageOf(given.member, transferId);
	expect({ stage, ...transfer }).toMatchObject({
		stage: 'received',
		receivedOn: '2026-11-22',
		receivedName: 'Mai Văn Phố',
		receivedUnit: 'Chi bộ tổ dân phố 5',
	});
	await expect(cancelTransfer(door(given.secretary), { transferId, reason: 'Nhầm' })).rejects.toMatchObject({
		kind: 'refused',
	});
});

test('nobody of the other organisation sees more than the letter, and nobody of a sister unit anything', async () => {
	const given = await scene();
	const transferId = await issued(given);
	await sendTransfer(visit(), given.home.tenantId, transferId);
	const [incoming] = await incomingOf(given);
	const rows = (
		actor: Actor,
		table: 'member_transfer' | 'transfer_handover' | 'transfer_code' | 'incoming_transfer',
	) => look(door(actor), async (tx) => (await tx.selectFrom(table).select('tenant_id').execute()).length);
	await makeCode(door(given.clerk), { transferId });
	for (const actor of [given.office, given.wardHead, given.sister, given.second]) {
		expect(await rows(actor, 'member_transfer')).toBe(0);
		expect(await rows(actor, 'transfer_code')).toBe(0);
		await expect(pageOf(actor, transferId)).rejects.toMatchObject({ kind: 'missing' });
	}
	expect(await rows(given.member, 'member_transfer')).toBe(1);
	expect([
		await rows(given.office, 'incoming_transfer'),
		await rows(given.wardHead, 'incoming_transfer'),
		await rows(given.secretary, 'incoming_transfer'),
	]).toEqual([1, 0, 0]);
	const page = await look(door(given.office), (tx) =>
		incomingPage(tx, given.office, { id: incoming?.id ?? '', today }),
	);
	expect(Object.keys(page.incoming.letter).sort()).toEqual(
		[
			'effectiveOn',
			'format',
			'from',
			'issuedOn',
			'kind',
			'mark',
			'person',
			'record',
			'returnsOn',
			'signer',
			'to',
			'transferId',
		].sort(),
	);
	expect(page.incoming.letter).not.toHaveProperty('reason');
	const people = await look(door(given.office), (tx) =>
		tx.selectFrom('person').select('full_name').execute(),
	);
	expect(people.map(({ full_name }) => full_name)).not.toContain('Trần Văn An');
});

test('what is sent back the sender reads with the reason; who comes for a time stays a member at home and leaves by itself', async () => {
	const given = await scene();
	const transferId = await issued(given, { kind: 'temporary', returnsOn: '2027-05-20' });
	const [home] =
		await database.owner`select valid_to from membership where person_id = ${given.member.personId}`;
	expect(home?.['valid_to']).toBeNull();
	await sendTransfer(visit(), given.home.tenantId, transferId);
	const [incoming] = await incomingOf(given);
	await declineTransfer(door(given.office), {
		incomingId: incoming?.id,
		reason: 'Đồng chí thuộc phường khác',
	});
	await deliverWaiting(visit());
	expect(await pageOf(given.member, transferId)).toMatchObject({
		stage: 'declined',
		transfer: { declineReason: 'Đồng chí thuộc phường khác' },
	});
	await cancelTransfer(door(given.secretary), { transferId, reason: 'Gửi nhầm nơi' });
	const again = await issued(given, { kind: 'temporary', returnsOn: '2027-05-20' });
	await sendTransfer(visit(), given.home.tenantId, again);
	const [second] = await incomingOf(given);
	const { membershipId } = await takeInTransfer(door(given.office), {
		incomingId: second?.id,
		intoUnitId: given.ward.id,
		receivedOn: '2026-11-22',
	});
	const [span] =
		await database.owner`select valid_to::text as "to" from membership where id = ${membershipId}`;
	expect(span?.['to']).toBe('2027-05-20');
});

test('somebody who is known there comes back as the same person', async () => {
	const given = await scene();
	const before = await buildPerson(database, given.away, given.away.root, 'Trần Văn An', {});
	const transferId = await issued(given);
	await sendTransfer(visit(), given.home.tenantId, transferId);
	const [incoming] = await incomingOf(given);
	const page = await look(door(given.office), (tx) =>
		incomingPage(tx, given.office, { id: incoming?.id ?? '', today }),
	);
	expect(page.known.map(({ personId }) => personId)).toEqual([before.personId]);
	const taken = await takeInTransfer(door(given.office), {
		incomingId: incoming?.id,
		intoUnitId: given.ward.id,
		knownPersonId: before.personId,
		receivedOn: '2026-11-22',
	});
	expect(taken.personId).toBe(before.personId);
});
