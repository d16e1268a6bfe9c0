import { sql, type Transaction } from 'kysely';
import { type Actor, officesOf, ownUnits, personRange } from '#lib/shared/actor.ts';
import type { Database } from './connect.ts';
import type { DB } from './tables.ts';

export type Tx = Transaction<DB>;

/**
 * One transaction in the name of an actor: its settings are what row level security compares with, and they end with
 * the transaction. The settings go ahead of the first statement without waiting for an answer (one connection answers
 * in order); were they ever late, the fence would show nothing.
 * @param options.letGoEarly the transaction ends before the disk has it: whoever calls waits for `untilOnDisk`
 */
export const transactionAs = async <R>(
	db: Database,
	actor: Actor,
	mode: 'read' | 'write',
	run: (tx: Tx) => Promise<R>,
	{ letGoEarly = false }: { letGoEarly?: boolean } = {},
): Promise<R> =>
	db
		.transaction()
		.setAccessMode(mode === 'read' ? 'read only' : 'read write')
		.execute(async (tx) => {
			const settings =
				sql`select set_config('app.tenant', ${actor.tenantId}, true), set_config('app.person', ${actor.personId ?? ''}, true),
				set_config('app.units', ${`{${personRange(actor).join(',')}}`}, true),
				set_config('app.places', ${`{${ownUnits(actor).join(',')}}`}, true), set_config('app.offices', ${`{${officesOf(actor).join(',')}}`}, true),
				set_config('app.system', ${actor.kind === 'system' ? 'on' : ''}, true)${letGoEarly ? sql`, set_config('synchronous_commit', 'off', true)` : sql``}`.execute(
					tx,
				);
			const [result] = await Promise.all([run(tx), settings]);
			return result;
		});
