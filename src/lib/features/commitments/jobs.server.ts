import { sql } from 'kysely';
import { type Door, look } from '#lib/platform/command/command.ts';
import { installation } from '#lib/platform/installation.ts';
import { job, noPayload } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { openQuarter } from './quarters.server.ts';

/** Opens the check of the quarters whose day has come. Safe to run twice. @returns how many were opened */
export const openQuarters = async (door: Omit<Door, 'actor'>): Promise<number> => {
	const { rows: tenants } = await sql<{
		tenant: string;
	}>`select every_tenant as tenant from public.every_tenant()`.execute(door.db);
	let opened = 0;
	for (const { tenant } of tenants) {
		const own: Door = { ...door, actor: systemActor(tenant) };
		const due = await look(own, (tx) =>
			sql<{ campaignId: string; quarter: number }>`
				select q.campaign_id as "campaignId", q.quarter from campaign_quarter q
				join campaign c on c.tenant_id = q.tenant_id and c.id = q.campaign_id and c.state = 'open'
				where q.tenant_id = ${tenant} and q.opened_at is null and q.opens_on <= ${dayOf(door.clock())}
					-- A quarter that was over before the campaign was opened is not checked any more.
					and q.due_on >= (c.opened_at at time zone 'Asia/Ho_Chi_Minh')::date
				order by q.due_on`.execute(tx),
		);
		for (const one of due.rows) {
			await openQuarter(own, one);
			opened += 1;
		}
	}
	return opened;
};

/** Every hour: a small machine is not always on at midnight. */
export const openQuartersJob = job({
	name: 'commitments.open_quarters',
	payload: noPayload,
	schedule: '17 * * * *',
	run: async () => {
		const { db, files, clock } = installation();
		const opened = await openQuarters({ db, files, clock, requestId: uuidv7() });
		if (opened > 0) log.info({ opened }, 'quarters opened for checking');
	},
});
