import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { installation } from '#lib/platform/installation.ts';
import { log } from '#lib/platform/log.ts';
import { deliverTo } from './deliver.server.ts';
import { takeFrom } from './take.server.ts';
import { exchangeSecret, type Wire, wirePace } from './wire.server.ts';

type Work = { tenantId: string; partnerId: string; way: 'in' | 'out' };

/** Where there is something to deliver or to take in. */
export const workOf = async ({ db, clock }: Pick<Wire, 'db' | 'clock'>): Promise<Work[]> => {
	const found = await sql<Work>`
		select tenant_id as "tenantId", partner_id as "partnerId", way from public.exchange_at_work(${clock()})`.execute(
		db,
	);
	return found.rows;
};

/** Something else that is done before each look at what is to be delivered: what may have to be told to partners. */
type Before = (wire: Wire) => Promise<void>;
const before = new Map<string, Before>();
export const beforeCarrying = (name: string, run: Before): void => {
	before.set(name, run);
};

const sayError = (error: unknown): string =>
	error instanceof Error ? (error.stack ?? error.message) : String(error);

/**
 * Carries parcels as long as the server runs: each partner by itself, so that one that does not answer holds up no other. Several
 * servers may carry; what one has taken up another leaves alone.
 */
export const startCarrying = (): { stop: () => Promise<void> } => {
	const stopping = new AbortController();
	const busy = new Map<string, Promise<void>>();
	const begin = (wire: Wire, { tenantId, partnerId, way }: Work): void => {
		const name = `${way} ${tenantId} ${partnerId}`;
		if (busy.has(name)) return;
		const done = (way === 'out' ? deliverTo : takeFrom)(wire, tenantId, partnerId)
			.then(
				() => {},
				(error: unknown) => log.error({ error: sayError(error) }, 'exchange: carrying parcels failed'),
			)
			.finally(() => busy.delete(name));
		busy.set(name, done);
	};
	const round = async (): Promise<void> => {
		const { db, files, clock } = installation();
		const wire: Wire = { db, files, clock, secret: exchangeSecret() };
		for (const run of before.values()) await run(wire);
		for (const work of await workOf(wire)) begin(wire, work);
	};
	const carry = async (): Promise<void> => {
		while (!stopping.signal.aborted) {
			await round().catch((error: unknown) =>
				log.error({ error: sayError(error) }, 'exchange: a round failed'),
			);
			await pause(wirePace().restMs, undefined, { signal: stopping.signal }).catch(() => {});
		}
		await Promise.race([Promise.all(busy.values()), pause(5_000)]);
	};
	const done = carry();
	return {
		stop: async () => {
			stopping.abort();
			await done;
		},
	};
};
