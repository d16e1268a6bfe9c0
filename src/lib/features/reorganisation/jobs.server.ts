import { sql } from 'kysely';
import { type Door, look } from '#lib/platform/command/command.ts';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { installation } from '#lib/platform/installation.ts';
import { job, noPayload } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { carryOutReorganisation, holdUpReorganisation } from './carry-out.server.ts';
import { reorganisationFacts } from './facts.server.ts';

/**
 * Carries out one reorganisation in the name of the system. What holds it up is noted on it, for whoever decided it.
 * @returns whether it was carried out
 */
export const carryOutOrNote = async (
	door: Omit<Door, 'actor'>,
	tenantId: string,
	reorganisationId: string,
): Promise<boolean> => {
	const own: Door = { ...door, actor: systemActor(tenantId) };
	try {
		await carryOutReorganisation(own, { reorganisationId });
		return true;
	} catch (error) {
		if (!isFailure(error)) throw error;
		const problem = sayFailure(error);
		const known = await look(own, (tx) => reorganisationFacts(tx, tenantId, reorganisationId));
		if (known.problem !== problem) await holdUpReorganisation(own, { reorganisationId, problem });
		return false;
	}
};

/** Carries out everything whose day has come, in the order of the days; each in a transaction of its own. Safe to run twice. */
export const carryOutDue = async (door: Omit<Door, 'actor'>): Promise<{ done: number; heldUp: number }> => {
	const { rows: tenants } = await sql<{
		tenant: string;
	}>`select every_tenant as tenant from public.every_tenant()`.execute(door.db);
	const today = dayOf(door.clock());
	const count = { done: 0, heldUp: 0 };
	for (const { tenant } of tenants) {
		const due = await look({ db: door.db, actor: systemActor(tenant) }, (tx) =>
			tx
				.selectFrom('reorganisation')
				.select('id')
				.where('tenant_id', '=', tenant)
				.where('state', '=', 'decided')
				.where('effective_on', '<=', today)
				.orderBy('effective_on')
				.orderBy('id')
				.execute(),
		);
		for (const { id } of due) {
			if (await carryOutOrNote(door, tenant, id)) count.done += 1;
			else count.heldUp += 1;
		}
	}
	return count;
};

/** Every hour: a small machine is not always on at midnight. */
export const carryOutJob = job({
	name: 'reorganisation.carry_out',
	payload: noPayload,
	schedule: '3 * * * *',
	run: async () => {
		const { db, files, clock } = installation();
		const count = await carryOutDue({ db, files, clock, requestId: uuidv7() });
		if (count.done + count.heldUp > 0) log.info(count, 'reorganisations carried out');
	},
});
