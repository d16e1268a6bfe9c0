import { sql } from 'kysely';
import type { Door } from '#lib/platform/command/command.ts';
import { look } from '#lib/platform/command/command.ts';
import { installation } from '#lib/platform/installation.ts';
import { job, noPayload } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { readDocumentAgain } from './commands.server.ts';
import { fingerprintOf, RULES } from './records.server.ts';

const AT_ONCE = 200;

/**
 * Reads the documents that have not been read by the rules of today: filed before there were any, or whose text or facts
 * have changed. Each in a transaction of its own; what fails is tried at the next run. @returns how many were read
 */
export const readWhatWaits = async (door: Omit<Door, 'actor'>, most = AT_ONCE): Promise<number> => {
	const { rows: tenants } = await sql<{
		tenant: string;
	}>`select every_tenant as tenant from public.every_tenant()`.execute(door.db);
	let read = 0;
	for (const { tenant } of tenants) {
		const own: Door = { ...door, actor: systemActor(tenant) };
		const { rows } = await look(own, (tx) =>
			sql<{ id: string }>`
				select d.id from document d
				left join document_effect e on e.tenant_id = d.tenant_id and e.document_id = d.id
				where d.tenant_id = ${tenant} and (e.document_id is null or e.rules < ${RULES} or e.fingerprint <> ${fingerprintOf})
				order by d.filed_at limit ${most - read}`.execute(tx),
		);
		for (const { id } of rows) {
			await readDocumentAgain(own, { documentId: id });
			read += 1;
		}
		if (read >= most) break;
	}
	return read;
};

/** Every five minutes: documents that were filed past the reaction, and older ones after an upgrade. */
export const readTextsJob = job({
	name: 'relations.read',
	payload: noPayload,
	schedule: '*/5 * * * *',
	run: async () => {
		const { db, files, clock } = installation();
		for (;;) {
			const read = await readWhatWaits({ db, files, clock, requestId: uuidv7() });
			if (read > 0) log.info({ read }, 'documents read for relations');
			if (read < AT_ONCE) return;
		}
	},
});
