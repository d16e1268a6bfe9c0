import type postgres from 'postgres';
import { expect, test } from 'vitest';
import { tenantTables } from '../support/any-row.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

/** Schemas that hold nothing of an organisation, each with its reason. */
const withoutTenants: Record<string, string> = {
	meta: 'the list of applied migrations and the functions of the fence; the application may only execute',
	pgboss: 'the queue of jobs: payloads name ids, and a job looks at data in the name of its tenant',
};

type Found = { at: string }[];
const places = (rows: postgres.RowList<Found>): string[] => rows.map(({ at }) => at);

test('every schema is fenced, or left out with a reason', async () => {
	const rows = await database.owner<Found>`select nspname as at from pg_namespace
		where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'auth')`;
	expect(places(rows).filter((name) => !withoutTenants[name])).toEqual([]);
	expect((await tenantTables(database.owner)).length).toBeGreaterThan(25);
});

test('every table names its tenant', async () => {
	const rows = await database.owner<Found>`select c.oid::regclass::text as at from pg_class c
		where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('public', 'auth')
			and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'
				and a.atttypid = 'uuid'::regtype and (a.attnotnull or c.relname in ('verification', 'sign_in_attempt')))`;
	expect(places(rows)).toEqual([]);
});

test('row level security is on and forced for every table', async () => {
	const rows = await database.owner<Found>`select c.oid::regclass::text as at from pg_class c
		where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('public', 'auth')
			and not (c.relrowsecurity and c.relforcerowsecurity)`;
	expect(places(rows)).toEqual([]);
});

test('every table has a policy for the application that compares the tenant, for reading and for writing', async () => {
	const rows = await database.owner<Found>`select c.oid::regclass::text as at from pg_class c
		where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('public', 'auth')
			and not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
				and 'thuctien_app'::regrole = any (p.polroles)
				and pg_get_expr(p.polqual, p.polrelid) ~ '^\\(tenant_id = \\( SELECT (meta\\.)?tenant\\(\\)'
				and pg_get_expr(p.polwithcheck, p.polrelid) ~ '^\\(tenant_id = \\( SELECT (meta\\.)?tenant\\(\\)')`;
	expect(places(rows)).toEqual([]);
});

test('no second permissive policy widens the fence of the application', async () => {
	const rows =
		await database.owner<Found>`select p.polrelid::regclass::text || ' ' || p.polname as at from pg_policy p
		where p.polpermissive and p.polname <> 'tenant_fence' and (0 = any (p.polroles) or 'thuctien_app'::regrole = any (p.polroles))`;
	expect(places(rows)).toEqual([]);
});

// Schema auth is exempt from the next three: who signs in has no tenant yet (0003_identity.sql).
test('every primary key begins with the tenant', async () => {
	const rows = await database.owner<Found>`select c.oid::regclass::text as at from pg_class c
		where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
			and not exists (select from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
				where k.conrelid = c.oid and k.contype = 'p' and a.attname = 'tenant_id')`;
	expect(places(rows)).toEqual([]);
});

test('every unique index contains the tenant', async () => {
	const rows = await database.owner<Found>`select i.indexrelid::regclass::text as at from pg_index i
		join pg_class c on c.oid = i.indrelid
		where c.relnamespace = 'public'::regnamespace and i.indisunique
			and not exists (select from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'tenant_id' and a.attnum = any (i.indkey))`;
	expect(places(rows)).toEqual([]);
});

test('every foreign key leads to a row of the same tenant', async () => {
	const rows =
		await database.owner<Found>`select k.conrelid::regclass::text || ' ' || k.conname as at from pg_constraint k
		where k.contype = 'f' and k.connamespace = 'public'::regnamespace
			and not exists (select from generate_subscripts(k.conkey, 1) i
				join pg_attribute own on own.attrelid = k.conrelid and own.attnum = k.conkey[i]
				join pg_attribute far on far.attrelid = k.confrelid and far.attnum = k.confkey[i]
				where own.attname = 'tenant_id' and far.attname = 'tenant_id')`;
	expect(places(rows)).toEqual([]);
});

test('views look with the rights of whoever asks', async () => {
	const rows = await database.owner<Found>`select c.oid::regclass::text as at from pg_class c
		where c.relnamespace::regnamespace::text in ('public', 'auth')
			and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false)))`;
	expect(places(rows)).toEqual([]);
});
