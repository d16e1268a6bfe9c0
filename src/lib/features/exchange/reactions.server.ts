import { sql } from 'kysely';
import { openPackagesWith } from '#lib/features/library/public.server.ts';
import { reactTo } from '#lib/platform/command/reactions.ts';
import { isMessage } from '#lib/platform/file-readers/read-message.ts';
import { receivePackage } from './receive.server.ts';

openPackagesWith('exchange', {
	isPackage: ({ bytes, filePath }) => isMessage(bytes, filePath),
	receive: receivePackage,
});

// A mark of secrecy that was found on a scan after it was received: the package that brought it goes too, and what its
// header said. The bytes are wiped at once; should the change not be kept, the package is gone all the same.
reactTo('intake.refused_secret', 'exchange', async ({ tx, actor, files }, { after }) => {
	const sha256 = after?.['sha256'];
	if (typeof sha256 !== 'string' || after?.['afterReading'] !== true) return;
	const found = await sql<{ id: string; package: string | null }>`
		select m.id, m.package_sha256 as package from exchange_message m
		where m.tenant_id = ${actor.tenantId} and m.direction = 'in'
			and exists (select from exchange_file f where f.tenant_id = m.tenant_id and f.message_id = m.id and f.sha256 = ${sha256})`.execute(
		tx,
	);
	for (const { id, package: packed } of found.rows) {
		await tx
			.deleteFrom('exchange_file')
			.where('tenant_id', '=', actor.tenantId)
			.where('message_id', '=', id)
			.execute();
		await tx
			.updateTable('exchange_message')
			.set({ package_sha256: null, package_name: '', subject: '', business_reason: '', missing_files: [] })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', id)
			.execute();
		if (!packed) continue;
		const other = await sql`
			select from exchange_message where tenant_id = ${actor.tenantId} and package_sha256 = ${packed}
			union all select from intake where tenant_id = ${actor.tenantId} and sha256 = ${packed}`.execute(tx);
		if (other.rows.length > 0) continue;
		const gone = await sql<{ forget_file: boolean }>`select forget_file(${packed})`.execute(tx);
		if (gone.rows[0]?.forget_file) await files.wipe(packed);
	}
});
