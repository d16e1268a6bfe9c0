import { randomBytes, randomUUID } from 'node:crypto';
import type postgres from 'postgres';

export type Table = { schema: string; name: string };
type Column = { name: string; type: string; check: string | null };

/** Values that the type of the column alone does not tell. A new table that needs one gets its line here. */
const special: Record<string, () => unknown> = {
	'stored_file.sha256': () => randomBytes(32).toString('hex'),
	'event.is_personal': () => true,
	'note.body': () => 'Ghi chú',
	'notification.href': () => '/nhac-viec',
	'reminder_rule.escalate_days': () => 3,
	'reflection_form.parts': () => '[]',
	'reflection_form.levels': () => '{tot,dat}',
	'programme.ends_on': () => '2027-01-01',
};

const byType: Record<string, () => unknown> = {
	uuid: randomUUID,
	text: () => randomUUID(),
	ltree: () => randomBytes(6).toString('hex'),
	date: () => '2026-01-01',
	'timestamp with time zone': () => '2026-01-01T00:00:00Z',
	bigint: () => 1,
	integer: () => 1,
	smallint: () => 1,
	'double precision': () => 1,
	real: () => 1,
	numeric: () => 1,
	boolean: () => false,
	jsonb: () => '{}',
	bytea: () => '\\x00',
	tsvector: () => '',
	'text[]': () => '{}',
	'uuid[]': () => '{}',
	'integer[]': () => '{}',
};

/** Every table of the application, in the schemas that carry data of organisations. */
export const tenantTables = async (owner: postgres.Sql): Promise<Table[]> =>
	owner<
		Table[]
	>`select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind in ('r', 'p') and n.nspname in ('public', 'auth') order by 1, 2`;

const columnsToFill = async (
	owner: postgres.Sql,
	{ schema, name }: Table,
	given: string[],
): Promise<Column[]> =>
	owner<Column[]>`select a.attname as name, format_type(a.atttypid, null) as type,
			(select pg_get_constraintdef(k.oid) from pg_constraint k
				where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as check
		from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = ${schema} and c.relname = ${name} and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
			and ((a.attnotnull and not a.atthasdef) or a.attname = 'tenant_id' or a.attname = any(${given}) or ${name} || '.' || a.attname = any(${Object.keys(special)}))
		order by a.attnum`;

/** The insert of a row that the table takes, in the name of a tenant. References that are not given may lead nowhere. */
export const anyRow = async (
	owner: postgres.Sql,
	table: Table,
	tenantId: string,
	given: Record<string, string | number | boolean> = {},
): Promise<{ text: string; values: string[] }> => {
	const columns = await columnsToFill(owner, table, Object.keys(given));
	const unknown = Object.keys(given).filter((name) => !columns.some((column) => column.name === name));
	if (unknown.length > 0) throw new Error(`${table.name} has no column ${unknown.join(', ')}`);
	const values = columns.map(({ name, type, check }) => {
		if (name === 'tenant_id') return tenantId;
		if (given[name] !== undefined) return String(given[name]);
		const first = /ANY \(ARRAY\['([^']+)'/.exec(check ?? '')?.[1];
		const value = special[`${table.name}.${name}`]?.() ?? first ?? byType[type]?.();
		if (value === undefined)
			throw new Error(
				`No value for ${table.schema}.${table.name}.${name} (${type}): see tests/support/any-row.ts`,
			);
		return String(value);
	});
	const names = columns.map(({ name }) => `"${name}"`).join(', ');
	const places = columns.map(({ type }, index) => `$${index + 1}::text::${type}`).join(', ');
	return { text: `insert into "${table.schema}"."${table.name}" (${names}) values (${places})`, values };
};
