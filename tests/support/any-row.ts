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
	'commitment_form.parts': () => '[]',
	'registration_entry.marks': () => '{"","","",""}',
	'review_label.year': () => 2017,
	'review_round.year': () => 2026,
	'review_label.label': () => 'Trong sạch, vững mạnh',
	'review_result.reason': () => 'Có lý do',
	'recognition.person_id': randomUUID,
	'recognition_rule.forms': () => '[]',
	'talk.published_at': () => '2026-01-01T00:00:00Z',
	'talk.minutes': () => 5,
	'talk.pace': () => 120,
	'talk_rule.pace': () => 120,
	'talk_theme.year': () => 2026,
	'talk_review.words': () => 'Lời nhận xét',
	'personal_limit.source_id': randomUUID,
	'inspection.kinds': () => '{task}',
	'report_kind.due': () => '{"cell": 5}',
	'report_kind.sections': () => '[]',
	'report_section.gathers': () => 'proposals',
	'model.programme_id': randomUUID,
	'award_rule.criteria': () => '[]',
	'award.year': () => 2026,
	'award.kinds': () => '{cell}',
	'nomination_value.is_met': () => true,
	'nomination_evidence.document_id': randomUUID,
	'award_choice.base': () => 1,
	'inspection_sample.seed': () => '',
	'inspection_sample.way': () => 'full',
	'inspection_file.answer_id': randomUUID,
	'training_rule.strands': () => '[]',
	'training_rule.certificates': () => '[]',
	'training_rule.requirements': () => '[]',
	'training_certificate.expires_on': () => '2030-01-01',
	'training_certificate.reason': () => 'Lý do',
	'training_course.reason': () => 'Lý do',
	'training_need.answer': () => 'Trả lời',
	'residence_rule.exemptions': () => '[]',
	'residence_rule.levels': () => '{Tốt}',
	'residence_rule.link_days': () => 30,
	'residence_link.place_id': randomUUID,
	'residence_round.year': () => 2026,
	'residence_round.state': () => 'open',
	'residence_request.state': () => 'waiting',
	'residence_remark.body': () => 'Nhận xét',
	'residence_remark.way': () => 'typed',
	'residence_remark.entered_by': randomUUID,
	'residence_token.letter_id': randomUUID,
	'mass_member.duty': () => 'Chủ tịch',
	'joint_activity.state': () => 'planned',
	'transfer_rule.kinds': () => '[]',
	'transfer_handover.successor_id': randomUUID,
	'roster_import.headings': () => '[]',
	'roster_import.lines': () => '[]',
	'roster_import.left_out': () => '[]',
	'dispatch.report_by': () => '2026-12-31',
	'dispatch.sent_by': randomUUID,
	'dispatch_arrival.report_by': () => '2026-12-31',
	'programme.ends_on': () => '2027-01-01',
	'tenant_link.partner_id': randomUUID,
	'tenant_link.named_by': randomUUID,
	'tenant_link.named_at': () => '2026-01-01T00:00:00Z',
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
	given: Record<string, string | number | boolean | null> = {},
): Promise<{ text: string; values: (string | null)[] }> => {
	const columns = await columnsToFill(owner, table, Object.keys(given));
	const unknown = Object.keys(given).filter((name) => !columns.some((column) => column.name === name));
	if (unknown.length > 0) throw new Error(`${table.name} has no column ${unknown.join(', ')}`);
	const values = columns.map(({ name, type, check }) => {
		if (name === 'tenant_id') return tenantId;
		if (given[name] === null) return null;
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
