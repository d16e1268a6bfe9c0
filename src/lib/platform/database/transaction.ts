import { sql, type Transaction } from 'kysely';
import { type Actor, ledUnits, officesOf, ownUnits, personRange } from '#lib/shared/actor.ts';
import { isCluster } from '../config/config.ts';
import type { Database } from './connect.ts';
import type { DB } from './tables.ts';

export type Tx = Transaction<DB>;

const settingsOf = (actor: Actor, letGoEarly: boolean): [name: string, value: string][] => [
	['app.tenant', actor.tenantId],
	['app.person', actor.personId ?? ''],
	['app.units', `{${personRange(actor).join(',')}}`],
	['app.led', `{${ledUnits(actor).join(',')}}`],
	['app.places', `{${ownUnits(actor).join(',')}}`],
	['app.offices', `{${officesOf(actor).join(',')}}`],
	['app.system', actor.kind === 'system' ? 'on' : ''],
	...(letGoEarly ? ([['synchronous_commit', 'off']] as [string, string][]) : []),
];

/**
 * Sets them for this transaction. A cluster (Citus) hands on to its other servers what `set local` says, and not what a function does;
 * everywhere else one statement is cheaper.
 */
const setFor = async (tx: Tx, settings: [name: string, value: string][]): Promise<void> => {
	if (!isCluster()) {
		const parts = settings.map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
		await sql`select ${sql.join(parts)}`.execute(tx);
		return;
	}
	await Promise.all(
		settings.map(([name, value]) => sql`set local ${sql.ref(name)} = ${sql.lit(value)}`.execute(tx)),
	);
};

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
			const settings = setFor(tx, settingsOf(actor, letGoEarly));
			const [result] = await Promise.all([run(tx), settings]);
			return result;
		});
