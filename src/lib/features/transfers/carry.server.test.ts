import { expect, test } from 'vitest';
import { useDatabase } from '../../../../tests/support/database.ts';
import { transferScenes } from '../../../../tests/support/transfer-scene.ts';
import { answerFile, bringAnswer, bringIn, layInOwnRecord, packTransfer } from './carry.server.ts';
import { makeCode, openCode } from './codes.server.ts';
import { startTransfer } from './commands.server.ts';
import { takeInTransfer } from './incoming.server.ts';
import { issueTransfer } from './issue.server.ts';
import { confirmByCode, noteReceipt } from './receipt.server.ts';

const database = useDatabase();
const { door, visit, scene, issued, pageOf } = transferScenes(database);

const bytesOf = async (body: ReadableStream<Uint8Array>) =>
	new Uint8Array(await new Response(body as never).arrayBuffer());

test('a carried file is taken in once, only with the check code of the paper, and its receipt counts once', async () => {
	const given = await scene();
	const { transferId } = await startTransfer(door(given.secretary), {
		...given.where,
		toTenantId: undefined,
		toOrganisation: 'Đảng ủy phường B',
	});
	await layInOwnRecord(door(given.member), transferId);
	await issueTransfer(door(given.secretary), { transferId, issuedOn: '2026-11-18' });
	const { check } = await pageOf(given.member, transferId);
	const { body, name } = await packTransfer(door(given.member), transferId);
	expect(name).toContain('GGT');
	const bytes = await bytesOf(body);
	await expect(bringIn(door(given.office), { bytes, check: '0000-0000-0000-0000' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await expect(bringIn(door(given.wardHead), { bytes, check: check ?? '' })).rejects.toMatchObject({
		kind: 'refused',
	});
	await expect(
		bringIn(door(given.office), { bytes: bytes.slice(0, 200), check: check ?? '' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	const first = await bringIn(door(given.office), { bytes, check: check?.toLowerCase() ?? '' });
	const again = await bringIn(door(given.office), { bytes, check: check ?? '' });
	expect([first.isNew, again.isNew, again.incomingId === first.incomingId]).toEqual([true, false, true]);
	const [row] =
		await database.owner`select record_sha256 from incoming_transfer where id = ${first.incomingId}`;
	expect(row?.['record_sha256']).toMatch(/^[0-9a-f]{64}$/);
	await expect(answerFile(door(given.office), first.incomingId)).rejects.toMatchObject({ kind: 'missing' });
	await takeInTransfer(door(given.office), {
		incomingId: first.incomingId,
		intoUnitId: given.ward.id,
		receivedOn: '2026-11-22',
	});
	const receipt = await answerFile(door(given.office), first.incomingId);
	const forged = new TextEncoder().encode(
		new TextDecoder().decode(receipt.bytes).replace(/"code": "[^"]+"/, '"code": "khong-phai"'),
	);
	await expect(bringAnswer(door(given.clerk), forged)).rejects.toMatchObject({ kind: 'missing' });
	expect(await bringAnswer(door(given.clerk), receipt.bytes)).toEqual({ transferId });
	expect(await bringAnswer(door(given.clerk), receipt.bytes)).toEqual({ transferId });
	const events =
		await database.owner`select count(*)::int as n from event where verb = 'transfer.received' and subject_id = ${transferId}`;
	expect(events[0]?.['n']).toBe(1);
	expect((await pageOf(given.secretary, transferId)).transfer.receivedWay).toBe('file');
});

test('the code on the letter confirms the receipt once, for an organisation without an account; paper does it too', async () => {
	const given = await scene();
	const transferId = await issued(given, { toTenantId: undefined, toOrganisation: 'Đảng ủy xã C' });
	const { code } = await makeCode(door(given.clerk), { transferId });
	expect(await openCode(visit(), code)).toMatchObject({
		fullName: 'Trần Văn An',
		unitName: 'Chi bộ Văn phòng',
	});
	const said = { receivedOn: '2026-11-22', receivedName: 'Lò Văn Xã', receivedUnit: 'Chi bộ bản 2' };
	await expect(confirmByCode(visit(), code, { ...said, receivedOn: '2026-11-01' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	const answers = await Promise.allSettled([
		confirmByCode(visit(), code, said),
		confirmByCode(visit(), code, said),
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(await openCode(visit(), code)).toBeNull();
	const other = await scene('Lý Thị Cúc');
	const second = await issued(other, { toTenantId: undefined, toOrganisation: 'Đảng ủy xã C' });
	await expect(noteReceipt(door(other.member), { transferId: second, ...said })).rejects.toMatchObject({
		kind: 'refused',
	});
	await noteReceipt(door(other.clerk), { transferId: second, ...said });
	expect((await pageOf(other.member, second)).stage).toBe('received');
});
