import { expect, test } from 'vitest';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

test('the roles that sign in can not step over the fence', async () => {
	const rows =
		await database.owner`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit, rolreplication
		from pg_roles where rolname in ('thuctien_app', 'thuctien_auth') order by 1`;
	const powerless = {
		rolsuper: false,
		rolbypassrls: false,
		rolcreaterole: false,
		rolcreatedb: false,
		rolinherit: false,
		rolreplication: false,
	};
	expect([...rows]).toEqual([
		{ rolname: 'thuctien_app', ...powerless },
		{ rolname: 'thuctien_auth', ...powerless },
	]);
});

test('they own nothing and belong to no other role', async () => {
	const rows =
		await database.owner`select c.oid::regclass::text as at from pg_class c where c.relowner in ('thuctien_app'::regrole, 'thuctien_auth'::regrole)
		union all select p.oid::regprocedure::text from pg_proc p where p.proowner in ('thuctien_app'::regrole, 'thuctien_auth'::regrole)
		union all select roleid::regrole::text from pg_auth_members where member in ('thuctien_app'::regrole, 'thuctien_auth'::regrole)`;
	expect([...rows]).toEqual([]);
});

test('they may not empty a table, hang a trigger on it, or create objects', async () => {
	const rows = await database.owner`select c.oid::regclass::text as at, r.rolname from pg_class c, pg_roles r
		where r.rolname in ('thuctien_app', 'thuctien_auth') and c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
			and (has_table_privilege(r.oid, c.oid, 'truncate') or has_table_privilege(r.oid, c.oid, 'trigger'))
		union all select n.nspname, r.rolname from pg_namespace n, pg_roles r
			where r.rolname in ('thuctien_app', 'thuctien_auth') and n.nspname in ('public', 'auth', 'meta') and has_schema_privilege(r.oid, n.oid, 'create')`;
	expect([...rows]).toEqual([]);
});

test('the sign-in sees the tables of schema auth and no others', async () => {
	const rows = await database.owner`select c.oid::regclass::text as at from pg_class c
		where c.relkind in ('r', 'p', 'v') and c.relnamespace::regnamespace::text in ('public', 'meta') and has_any_column_privilege('thuctien_auth', c.oid, 'select, insert, update')`;
	expect([...rows]).toEqual([]);
});

test('the application never sees a password hash or the token of a session', async () => {
	const rows =
		await database.owner`select a.attrelid::regclass::text || '.' || a.attname as at from pg_attribute a
		join pg_class c on c.oid = a.attrelid
		where c.relnamespace = 'auth'::regnamespace and c.relkind = 'r' and a.attnum > 0 and a.attname ~ 'password$|token|value|secret'
			and has_column_privilege('thuctien_app', a.attrelid, a.attnum, 'select')
			and a.attname <> 'must_change_password'`;
	expect([...rows]).toEqual([]);
});

test('events are append-only for the application', async () => {
	const [row] = await database.owner`select has_table_privilege('thuctien_app', 'event', 'update') as changes,
		has_table_privilege('thuctien_app', 'event', 'delete') as removes,
		(select array_agg(attname::text) from pg_attribute where attrelid = 'event'::regclass and attnum > 0
			and has_column_privilege('thuctien_app', 'event'::regclass, attnum, 'update')) as columns`;
	expect(row).toEqual({ changes: false, removes: false, columns: ['sealed_in'] });
});

test('functions that look past the fence are few, owned by a role that can not sign in, and bound to their names', async () => {
	const rows = await database.owner<
		{ at: string; faults: string }[]
	>`select p.oid::regprocedure::text as at, concat_ws(', ',
			case when p.proowner <> 'thuctien_definer'::regrole then 'not owned by thuctien_definer' end,
			case when not exists (select from unnest(p.proconfig) c where c like 'search_path=%') then 'no search_path' end,
			case when p.prosqlbody is null and not exists (select from unnest(p.proconfig) c where c ~ '^search_path=.*pg_temp"?$')
				then 'names are looked up at run time: end search_path with pg_temp or write the body as begin atomic' end,
			case when p.proacl is null or exists (select from aclexplode(p.proacl) x where x.grantee = 0 and x.privilege_type = 'EXECUTE')
				then 'everybody may execute it' end) as faults
		from pg_proc p where p.prosecdef and p.pronamespace::regnamespace::text !~ '^(pg_|information_schema)'`;
	expect(rows.length).toBeGreaterThan(5);
	expect(rows.filter(({ faults }) => faults !== '')).toEqual([]);
	const [definer] =
		await database.owner`select rolcanlogin, rolsuper from pg_roles where rolname = 'thuctien_definer'`;
	expect(definer).toEqual({ rolcanlogin: false, rolsuper: false });
});
