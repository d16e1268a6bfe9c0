import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { canonicalJson } from '#lib/platform/sealing/chain.ts';
import { missing } from '#lib/shared/failures.ts';
import type { RecordKind } from './domain/states.ts';

export type RecordFile = { id: string; sha256: string; fileName: string };
export type TaskContent = {
	kind: 'task';
	title: string;
	expected: string;
	owner: string;
	dueOn: string;
	state: string;
	percent: number;
	result: string | null;
	reports: { at: string; kind: string; percent: number; body: string; decision: string | null }[];
	evidence: { kind: string; title: string; url: string | null; body: string | null }[];
};
export type MinutesContent = {
	kind: 'minutes';
	title: string;
	body: string;
	number: number | null;
	year: number | null;
	/** The fingerprint of the words that both signed, and whether the words are still the same. */
	sha256: string | null;
	isSame: boolean | null;
	corrections: string[];
};
export type PaperContent = {
	kind: 'study_paper';
	parts: { title: string; body: string }[];
	handedInAt: string;
};
export type RegistrationContent = {
	kind: 'registration';
	entries: { content: string; act: string; measure: string; evidence: string }[];
	checks: {
		quarter: number;
		act: string;
		own: string | null;
		done: string;
		shown: string;
		outcome: string | null;
		words: string;
	}[];
};
export type Content = TaskContent | MinutesContent | PaperContent | RegistrationContent;
/** What a record holds, its files, and the fingerprint of all of it. */
export type OpenedRecord = { content: Content; files: RecordFile[]; fingerprint: string };

type Read = { content: Content; files: RecordFile[] };
type Reader = (tx: Tx, tenantId: string, sourceId: string) => Promise<Read | null>;

const one = async <Row>(tx: Tx, query: ReturnType<typeof sql<Row>>): Promise<Row | null> =>
	(await query.execute(tx)).rows[0] ?? null;

const readTask: Reader = (tx, tenantId, id) =>
	one(
		tx,
		sql<Read>`select jsonb_build_object('kind', 'task', 'title', t.title, 'expected', t.result_expected, 'owner', p.full_name, 'dueOn', t.due_on, 'state', t.state, 'percent', t.percent, 'result', t.result,
			'reports', (select coalesce(jsonb_agg(jsonb_build_object('at', r.reported_at, 'kind', r.kind, 'percent', r.percent, 'body', r.body, 'decision', r.decision) order by r.reported_at, r.id), '[]')
				from task_report r where r.tenant_id = t.tenant_id and r.task_id = t.id),
			'evidence', (select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'title', e.title, 'url', e.url, 'body', e.body) order by e.added_at, e.id), '[]')
				from evidence e where e.tenant_id = t.tenant_id and e.task_id = t.id and e.kind <> 'file')) as content,
			(select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'sha256', e.sha256, 'fileName', coalesce(e.file_name, e.title)) order by e.added_at, e.id), '[]')
				from evidence e where e.tenant_id = t.tenant_id and e.task_id = t.id and e.sha256 is not null) as files
		from task t join person p on p.tenant_id = t.tenant_id and p.id = t.owner_id where t.tenant_id = ${tenantId} and t.id = ${id}`,
	);

const readMinutes: Reader = (tx, tenantId, id) =>
	one(
		tx,
		sql<Read>`select jsonb_build_object('kind', 'minutes', 'title', m.title, 'body', b.body, 'number', b.number, 'year', b.year, 'sha256', b.sha256,
			'isSame', case when b.sha256 is not null then b.sha256 = encode(sha256(convert_to(b.body, 'UTF8')), 'hex') end,
			'corrections', (select coalesce(jsonb_agg(c.body order by c.added_at, c.id), '[]') from minutes_correction c where c.tenant_id = b.tenant_id and c.meeting_id = b.meeting_id)) as content,
			'[]'::jsonb as files
		from meeting m join meeting_minutes b on b.tenant_id = m.tenant_id and b.meeting_id = m.id where m.tenant_id = ${tenantId} and m.id = ${id}`,
	);

/** A study paper as it was last handed in. Row level security gives it to who opened it under the decision. */
const readPaper: Reader = (tx, tenantId, id) =>
	one(
		tx,
		sql<Read>`select jsonb_build_object('kind', 'study_paper', 'handedInAt', v.handed_in_at,
			'parts', (select coalesce(jsonb_agg(jsonb_build_object('title', p.part ->> 'title', 'body', v.fields ->> (p.part ->> 'key')) order by p.nth), '[]')
				from jsonb_array_elements(r.form -> 'parts') with ordinality as p(part, nth) where v.fields ? (p.part ->> 'key'))) as content,
			(select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'sha256', f.sha256, 'fileName', f.file_name) order by f.added_at, f.id), '[]')
				from reflection_file f where f.tenant_id = r.tenant_id and f.reflection_id = r.id and f.dropped_at is null) as files
		from reflection r join reflection_version v on v.tenant_id = r.tenant_id and v.reflection_id = r.id and v.version = r.version
		where r.tenant_id = ${tenantId} and r.id = ${id}`,
	);

const readRegistration: Reader = (tx, tenantId, id) =>
	one(
		tx,
		sql<Read>`select jsonb_build_object('kind', 'registration',
			'entries', (select coalesce(jsonb_agg(jsonb_build_object('content', c.title, 'act', e.act, 'measure', e.measure, 'evidence', e.evidence) order by e.position, e.entry_key), '[]')
				from registration_entry e join campaign_item c on c.tenant_id = e.tenant_id and c.id = e.content_id
				where e.tenant_id = g.tenant_id and e.registration_id = g.id and e.is_current),
			'checks', (select coalesce(jsonb_agg(jsonb_build_object('quarter', q.quarter, 'act', e.act, 'own', s.outcome, 'done', coalesce(s.done, ''), 'shown', coalesce(s.evidence, ''),
					'outcome', k.outcome, 'words', coalesce(k.words, '')) order by q.quarter, e.position, e.entry_key), '[]')
				from quarter_check q
				join registration_entry e on e.tenant_id = q.tenant_id and e.registration_id = q.registration_id
				left join self_check s on s.tenant_id = q.tenant_id and s.registration_id = q.registration_id and s.quarter = q.quarter and s.entry_key = e.entry_key
				left join check_mark k on k.tenant_id = q.tenant_id and k.registration_id = q.registration_id and k.quarter = q.quarter and k.entry_key = e.entry_key
				where q.tenant_id = g.tenant_id and q.registration_id = g.id and (s.outcome is not null or k.outcome is not null))) as content,
			(select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'sha256', f.sha256, 'fileName', f.file_name) order by f.added_at, f.id), '[]')
				from check_file f where f.tenant_id = g.tenant_id and f.registration_id = g.id) as files
		from registration g where g.tenant_id = ${tenantId} and g.id = ${id}`,
	);

const readers: Record<RecordKind, Reader> = {
	task: readTask,
	minutes: readMinutes,
	study_paper: readPaper,
	registration: readRegistration,
};

const fingerprint = (read: Read): string => createHash('sha256').update(canonicalJson(read)).digest('hex');

/**
 * What a record holds, as far as row level security gives it to the transaction, with the fingerprint under which it can be
 * compared later. A file of a task stands beside its words. @throws Failure missing
 */
export const readRecord = async (
	tx: Tx,
	tenantId: string,
	record: { kind: RecordKind; sourceId: string },
): Promise<OpenedRecord> => {
	const read = await readers[record.kind](tx, tenantId, record.sourceId);
	if (!read) throw missing('failure_not_found');
	const { content, files } = read;
	return { content, files, fingerprint: fingerprint({ content, files }) };
};
