import type postgres from 'postgres';

type Key = { from: string; to: string; name: string; definition: string };

const tablesOf = async (owner: postgres.Sql): Promise<string[]> =>
	(
		await owner<{ at: string }[]>`select c.relname as at from pg_class c
			where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`
	).map(({ at }) => at);

const keysOf = (owner: postgres.Sql): Promise<Key[]> =>
	owner<
		Key[]
	>`select f.oid::regclass::text as from, t.oid::regclass::text as to, k.conname as name, pg_get_constraintdef(k.oid) as definition
		from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
		where k.contype = 'f' and k.connamespace::regnamespace::text in ('public', 'auth') and t.relnamespace = 'public'::regnamespace
		order by 1, 3`;

/**
 * Tables so that each comes after those that its keys lead to, and the keys that close a circle: these are taken off before and put
 * back after. The tenant is first, as all others lie with it.
 */
export const inOrder = (
	tables: readonly string[],
	keys: readonly Key[],
): { order: string[]; circles: Key[] } => {
	const order: string[] = [];
	const circles: Key[] = [];
	const waiting = new Set(
		[...tables].sort((a, b) => Number(b === 'tenant') - Number(a === 'tenant') || (a < b ? -1 : 1)),
	);
	const open = (table: string): Key[] =>
		keys.filter(
			(key) => key.from === table && key.to !== table && waiting.has(key.to) && !circles.includes(key),
		);
	while (waiting.size > 0) {
		const next = [...waiting].find((table) => open(table).length === 0);
		if (next) {
			waiting.delete(next);
			order.push(next);
			continue;
		}
		const [fewest] = [...waiting].sort((a, b) => open(a).length - open(b).length);
		circles.push(...open(fewest ?? ''));
	}
	return { order, circles };
};

const triggersOf = async (owner: postgres.Sql): Promise<{ on: string; name: string }[]> =>
	owner<
		{ on: string; name: string }[]
	>`select t.tgrelid::regclass::text as on, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
		where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1, 2`;

/** What a row of a shard asks for by itself: functions of policies, defaults and generated columns, which each server needs. */
const neededFunctions = async (owner: postgres.Sql): Promise<string[]> =>
	(
		await owner<{ at: string }[]>`select distinct p.oid::regprocedure::text as at
			from pg_depend d join pg_proc p on p.oid = d.refobjid and d.refclassid = 'pg_proc'::regclass
			where d.classid in ('pg_policy'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_class'::regclass)
				and p.pronamespace::regnamespace::text in ('public', 'meta') and not exists (
					select from pg_depend e where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e') order by 1`
	).map(({ at }) => at);

const head = `-- Written by "node db/write-distribution.ts" from the catalogue; do not edit. How a cluster is set up: docs/scale.md.
-- On the coordinator, as the owner of the database, after a first start of the application has made the schema and before it holds much:
--   psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f ops/citus/distribute.sql
-- Again after each release that brings tables: what is distributed already is left as it is.
--
-- Every table of an organisation lies by its tenant_id, all of them together (colocated): a transaction of one organisation meets one
-- server. There are no reference tables: no table of schema public is without a tenant, and rules that all share come with the program.
-- Schema auth (who signs in has no tenant yet), meta and pgboss (names and ids of jobs) stay on the coordinator.

create extension if not exists citus;
set citus.multi_shard_modify_mode to 'sequential';

-- What "set local" says is handed on to the server that holds the rows: row level security compares with it there.
do $$
begin
	execute format('alter database %I set citus.propagate_set_commands to ''local''', current_database());
end $$;
`;

/** The whole script for the present schema. */
export const distributionOf = async (owner: postgres.Sql): Promise<string> => {
	const [tables, keys, triggers, functions] = await Promise.all([
		tablesOf(owner),
		keysOf(owner),
		triggersOf(owner),
		neededFunctions(owner),
	]);
	const { order, circles } = inOrder(tables, keys);
	const local = keys.filter(({ from }) => from.startsWith('auth.'));
	const lines = [
		head,
		'-- Triggers would run on the server of the rows and tell nobody here; DATABASE_CLUSTER=citus makes the application ask instead.',
		...triggers.map(({ on, name }) => `drop trigger if exists ${name} on ${on};`),
		'',
		'-- A key can not lead from a table of the coordinator to one that is spread out; auth.create_account writes both in one transaction.',
		...local.map(({ from, name }) => `alter table ${from} drop constraint if exists ${name};`),
		'',
		...(circles.length > 0
			? [
					'-- Keys in a circle: off while the tables are spread out, and on again at the end.',
					...circles.map(({ from, name }) => `alter table ${from} drop constraint if exists ${name};`),
					'',
				]
			: []),
		'create or replace procedure meta.distribute(t text) language plpgsql as $$',
		'begin',
		'\tif meta.is_distributed(t::regclass) then return; end if;',
		"\tif t = 'tenant' then perform create_distributed_table(t::regclass, 'tenant_id', colocate_with => 'none');",
		"\telse perform create_distributed_table(t::regclass, 'tenant_id', colocate_with => 'tenant'); end if;",
		'end $$;',
		'',
		...functions.map((at) => `select create_distributed_function('${at}');`),
		'',
		...order.map((table) => `call meta.distribute('${table}');`),
		'',
		...circles.map(
			({ from, name, definition }) => `alter table ${from} add constraint ${name} ${definition};`,
		),
		'',
		'-- Nothing may have been forgotten, and all lie together.',
		'do $$',
		'declare forgotten text;',
		'begin',
		"\tselect string_agg(c.relname, ', ') into forgotten from pg_class c",
		"\t\twhere c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not meta.is_distributed(c.oid);",
		"\tif forgotten is not null then raise exception 'not distributed: %', forgotten; end if;",
		"\tif (select count(distinct colocation_id) from citus_tables where table_name::oid in (select oid from pg_class where relnamespace = 'public'::regnamespace)) > 1 then",
		"\t\traise exception 'tables of one organisation lie apart: see citus_tables.colocation_id'; end if;",
		'end $$;',
	];
	return `${lines.join('\n')}\n`;
};
