import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { trainingScene } from '../../../../tests/support/training-scene.ts';
import './due.server.ts';
import { confirmCertificate, refuseCertificate, withdrawCertificate } from './certificates.server.ts';
import { certificateFile } from './record.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const pdf = new TextEncoder().encode('%PDF-1.4 chứng chỉ');
const scene = () => trainingScene(database);

const refusal = (key: string) => expect.objectContaining({ kind: 'refused', key });
const gone = expect.objectContaining({ kind: 'missing' });

test('a certificate that a person enters waits for who leads; nobody confirms the own; the file is theirs alone', async () => {
	const { secretary, deputy, clerk, member, second, enter, record, duties } = await scene();
	const { certificateId } = await enter(member, member.personId, {
		file: { name: 'trung cap.pdf', bytes: pdf },
		expiresOn: '2027-01-10',
	});
	expect(await duties(secretary)).toEqual(['certificate_confirm Trung cấp lý luận chính trị 2026-11-30']);
	await expect(confirmCertificate(database.door(member), { certificateId })).rejects.toEqual(
		refusal('refused_certificate_own'),
	);
	for (const actor of [clerk, second])
		await expect(confirmCertificate(database.door(actor), { certificateId })).rejects.toEqual(gone);
	const file = (actor: Actor) =>
		look(database.door(actor), (tx) => certificateFile(tx, actor, certificateId));
	expect(await file(member)).toMatchObject({ fileName: 'trung cap.pdf', mediaType: 'application/pdf' });
	expect(await file(deputy)).toMatchObject({ fileName: 'trung cap.pdf' });
	for (const actor of [clerk, second]) await expect(file(actor)).rejects.toEqual(gone);
	await confirmCertificate(database.door(deputy), { certificateId });
	expect((await record(member, member.personId)).certificates).toMatchObject([
		{ state: 'confirmed', decidedByName: 'Phạm Văn Phó' },
	]);
	expect(await duties(secretary)).toEqual([]);
	// It ends within sixty days.
	expect(await duties(member)).toEqual(['certificate_expiry Trung cấp lý luận chính trị 2027-01-10']);
	await expect(confirmCertificate(database.door(deputy), { certificateId })).rejects.toEqual(
		refusal('refused_certificate_state'),
	);
	// A newer one of the kind ends the duty, as soon as it is entered.
	await enter(member, member.personId, { issuedOn: '2026-11-01' });
	expect(await duties(member)).toEqual([]);
});

test('a secretary’s own is confirmed by the deputy; refused with a reason; taken back before it is settled', async () => {
	const { secretary, deputy, member, enter, record, duties } = await scene();
	const own = await enter(secretary, secretary.personId);
	expect(await duties(secretary)).toEqual([]);
	await expect(confirmCertificate(database.door(secretary), own)).rejects.toEqual(
		refusal('refused_certificate_own'),
	);
	await refuseCertificate(database.door(deputy), { ...own, reason: 'Bản chụp không đọc được số hiệu' });
	expect((await record(secretary, secretary.personId)).certificates).toMatchObject([
		{ state: 'refused', reason: 'Bản chụp không đọc được số hiệu' },
	]);
	const mine = await enter(member, member.personId);
	await expect(withdrawCertificate(database.door(deputy), mine)).rejects.toEqual(
		refusal('refused_not_own_record'),
	);
	await withdrawCertificate(database.door(member), mine);
	// On any other way the database keeps a person from confirming the own.
	const another = await enter(member, member.personId);
	await expect(
		transactionAs(database.db, member, 'write', (tx) =>
			sql`update training_certificate set state = 'confirmed', decided_by = ${deputy.personId}, decided_at = now() where id = ${another.certificateId}`.execute(
				tx,
			),
		),
	).rejects.toThrow(/row-level security/);
});

test('the clerk enters what others bring, vouches for it and reads no record', async () => {
	const { clerk, member, cell, tenant, enter, record } = await scene();
	await enter(clerk, member.personId, { kind: 'other', title: 'Tin học văn phòng', strand: 'skills' });
	expect((await record(member, member.personId)).certificates).toMatchObject([
		{ title: 'Tin học văn phòng', state: 'confirmed' },
	]);
	await expect(record(clerk, member.personId)).rejects.toEqual(gone);
	// The clerk's own waits like anybody's.
	await enter(clerk, clerk.personId);
	expect((await record(clerk, clerk.personId)).certificates).toMatchObject([{ state: 'entered' }]);
	const rows = await transactionAs(database.db, clerk, 'read', (tx) =>
		sql<{
			n: number;
		}>`select count(*)::int as n from training_certificate where tenant_id = ${tenant.tenantId} and unit_id = ${cell.id}`.execute(
			tx,
		),
	);
	expect(rows.rows).toEqual([{ n: 1 }]);
});

test('files are PDF or pictures; a mark of secrecy is refused; a certificate is not from tomorrow', async () => {
	const { member, enter } = await scene();
	const wrong = (path: string) =>
		expect.objectContaining({ kind: 'invalid', issues: [expect.objectContaining({ path })] });
	const text = new TextEncoder().encode('chỉ là chữ');
	await expect(enter(member, member.personId, { file: { name: 'a.txt', bytes: text } })).rejects.toEqual(
		wrong('file'),
	);
	await expect(enter(member, member.personId, { issuedOn: '2026-12-01' })).rejects.toEqual(wrong('issuedOn'));
	await expect(enter(member, member.personId, { expiresOn: '2019-01-01' })).rejects.toEqual(
		wrong('expiresOn'),
	);
	await expect(enter(member, member.personId, { kind: 'other' })).rejects.toEqual(wrong('strand'));
});
