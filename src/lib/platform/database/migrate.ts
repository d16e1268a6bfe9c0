import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Secrets } from '../config/secrets.ts';

/** What a run of the migrations did. */
export type Migrated = { applied: string[]; securityApplied: boolean };

const LOCK = 7_426_081;

/** Its roles would get new passwords, and whoever serves it now would be locked out. */
const anotherHome = [
	'This database belongs to another data directory: its secrets.json is not the one here.',
	'Servers over one database share DATA_DIR, or have a copy of its secrets.json in theirs (docs/scale.md).',
	'If the other one is lost, start once with TAKE_OVER_DATABASE=on: sessions end, and servers with the old secrets can no longer connect.',
].join('\n');

const numbered = (folder: string): { name: string; text: string }[] =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.sql'))
		.sort()
		.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

/**
 * Applies db/migrations that this database has not seen, each in a transaction of its own and forward only, then
 * db/security whenever its text or a migration is new. Servers that start together wait for one another.
 * @param ownerUrl a role that may create tables and roles   @throws Error when an applied migration was edited later
 */
export const migrate = async (root: string, ownerUrl: string, secrets: Secrets): Promise<Migrated> => {
	const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
	const applied: string[] = [];
	try {
		await sql`select pg_advisory_lock(${LOCK})`;
		await sql`create schema if not exists meta`;
		await sql`create table if not exists meta.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`;
		const done = new Map(
			(await sql`select name, sha256 from meta.migration`).map((row) => [row['name'], row['sha256']]),
		);
		const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
		const fingerprint = hashOf(secrets.sessions + secrets.databaseApp + secrets.databaseAuth);
		const bound = done.get('secrets');
		if (bound && bound !== fingerprint && process.env['TAKE_OVER_DATABASE'] !== 'on')
			throw new Error(anotherHome);
		for (const { name, text } of numbered(join(root, 'db/migrations'))) {
			const known = done.get(name);
			if (known && known !== hashOf(text))
				throw new Error(`Migration ${name} was changed after it had been applied.`);
			if (known) continue;
			await sql.begin(async (tx) => {
				await tx.unsafe(text);
				await tx`insert into meta.migration (name, sha256) values (${name}, ${hashOf(text)})`;
			});
			applied.push(name);
		}
		const security = numbered(join(root, 'db/security'));
		const securityHash = hashOf(
			security.map((file) => file.text).join('\n') + secrets.databaseApp + secrets.databaseAuth,
		);
		const securityApplied = applied.length > 0 || done.get('security') !== securityHash;
		if (securityApplied) {
			await sql.begin(async (tx) => {
				for (const file of security) await tx.unsafe(file.text);
				// Passwords are hexadecimal, made by this program: they need no quoting beyond the quotes.
				await tx.unsafe(
					`alter role thuctien_app password '${secrets.databaseApp}'; alter role thuctien_auth password '${secrets.databaseAuth}'`,
				);
				await tx`insert into meta.migration (name, sha256) values ('security', ${securityHash})
					on conflict (name) do update set sha256 = excluded.sha256, applied_at = now()`;
			});
		}
		if (bound !== fingerprint)
			await sql`insert into meta.migration (name, sha256) values ('secrets', ${fingerprint})
				on conflict (name) do update set sha256 = excluded.sha256, applied_at = now()`;
		await sql`select pg_advisory_unlock(${LOCK})`;
		return { applied, securityApplied };
	} finally {
		await sql.end({ timeout: 2 });
	}
};

/** Creates a database on the server of `ownerUrl` unless it is there, and gives its address. */
export const ensureDatabase = async (ownerUrl: string, name: string, template?: string): Promise<string> => {
	const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
	try {
		const [known] = await sql`select 1 from pg_database where datname = ${name}`;
		if (!known) await sql.unsafe(`create database "${name}"${template ? ` template "${template}"` : ''}`);
	} finally {
		await sql.end({ timeout: 2 });
	}
	const url = new URL(ownerUrl);
	url.pathname = `/${name}`;
	return url.toString();
};
