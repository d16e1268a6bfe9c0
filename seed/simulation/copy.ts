import { once } from 'node:events';
import type { Writable } from 'node:stream';
import postgres from 'postgres';

type Value = string | number | boolean | null;
type Columns = Record<string, readonly string[]>;

/** Rows on their way into tables; each table has a COPY of its own. */
export type Copies<Tables extends Columns> = {
	/** Puts a row of a table aside; `settle` sends what has gathered. */
	row: (table: keyof Tables & string, values: readonly Value[]) => void;
	/** Sends what is large enough, and waits where the server is behind. */
	settle: () => Promise<void>;
	/** Ends every COPY: only now the rows are there. @returns how many went into each table */
	end: () => Promise<Record<string, number>>;
};

const ENOUGH = 128 * 1024;

const field = (value: Value): string => {
	if (value === null) return '\\N';
	if (typeof value === 'boolean') return value ? 't' : 'f';
	if (typeof value === 'number') return String(value);
	return /[\\\t\n\r]/.test(value)
		? value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
		: value;
};

/**
 * Opens a loader over the owner's connection. Keys are not checked row by row while it loads (the role of a replica): whoever
 * loads makes rows that fit together. Needs a superuser, which the owner of the embedded database is.
 */
export const openCopies = <Tables extends Columns>(ownerUrl: string, tables: Tables): Copies<Tables> => {
	const names = Object.keys(tables);
	const sql = postgres(ownerUrl, {
		max: names.length,
		onnotice: () => {},
		connection: { session_replication_role: 'replica' as never, synchronous_commit: 'off' as never },
	});
	const gathered = new Map<string, string[]>(names.map((name) => [name, []]));
	const sizes = new Map<string, number>(names.map((name) => [name, 0]));
	const counted: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
	const streams = new Map<string, Writable>();

	const send = async (name: string): Promise<void> => {
		const lines = gathered.get(name) ?? [];
		if (lines.length === 0) return;
		let stream = streams.get(name);
		if (!stream) {
			stream = await sql`copy ${sql(name)} (${sql(tables[name] as string[])}) from stdin`.writable();
			streams.set(name, stream);
		}
		const text = `${lines.join('\n')}\n`;
		gathered.set(name, []);
		sizes.set(name, 0);
		if (!stream.write(text)) await once(stream, 'drain');
	};

	return {
		row: (table, values) => {
			const line = values.map(field).join('\t');
			gathered.get(table)?.push(line);
			sizes.set(table, (sizes.get(table) ?? 0) + line.length);
			counted[table] = (counted[table] ?? 0) + 1;
		},
		settle: async () => {
			for (const name of names) if ((sizes.get(name) ?? 0) > ENOUGH) await send(name);
		},
		end: async () => {
			for (const name of names) await send(name);
			await Promise.all(
				[...streams.values()].map(async (stream) => {
					stream.end();
					await once(stream, 'finish');
				}),
			);
			await sql.end({ timeout: 30 });
			return counted;
		},
	};
};
