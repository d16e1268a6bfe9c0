import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '#lib/platform/database/connect.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { installation } from '#lib/platform/installation.ts';
import { job, noPayload } from '#lib/platform/jobs/jobs.ts';
import { systemActor } from '#lib/shared/actor.ts';

const AT_ONCE = 20;
/** Of the time so much is work: when thousands hand in at one hour, those who still write come first. */
const SHARE = 0.25;

/** Takes some of the texts that were kept last into the index of runs. @returns how many */
const takeSome = (db: Database, tenantId: string): Promise<number> =>
	transactionAs(db, systemActor(tenantId), 'write', async (tx) => {
		const taken = await sql`
			update likeness_text t set runs = w.waiting_runs, waiting_runs = null from (
				select kind, id, waiting_runs from likeness_text where tenant_id = ${tenantId} and waiting_runs is not null
				order by kept_at limit ${AT_ONCE} for update skip locked
			) w where t.tenant_id = ${tenantId} and t.kind = w.kind and t.id = w.id`.execute(tx);
		return Number(taken.numAffectedRows ?? 0);
	});

/**
 * Takes the texts of a tenant that wait into the index, in small transactions.
 * @param share of the time that is work; the rest is a pause after each transaction
 * @returns how many
 */
export const indexWaiting = async (db: Database, tenantId: string, share = 1): Promise<number> => {
	for (let done = 0; ; ) {
		const from = performance.now();
		const taken = await takeSome(db, tenantId);
		done += taken;
		if (taken < AT_ONCE) return done;
		await pause((performance.now() - from) * (1 / share - 1));
	}
};

/** Every minute, of which nearly all find nothing to do. */
export const indexWaitingJob = job({
	name: 'likeness.index_waiting',
	payload: noPayload,
	schedule: '* * * * *',
	run: async () => {
		const { db } = installation();
		const tenants = await sql<{ id: string }>`select public.every_tenant() as id`.execute(db);
		for (const { id } of tenants.rows) await indexWaiting(db, id, SHARE);
	},
});
