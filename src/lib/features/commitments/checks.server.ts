import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Source } from './domain/fields.ts';
import type { EntryOutcome } from './domain/states.ts';

/** An entry that is in force. */
export type KnownEntry = {
	key: string;
	contentId: string;
	contentTitle: string;
	fieldTitle: string | null;
	act: string;
	measure: string;
	evidence: string;
	marks: string[];
	source: Source | null;
};

/** The entries in force of a registration, for whoever may read it. */
export const currentEntries = async (
	tx: Tx,
	tenantId: string,
	registrationId: string,
): Promise<KnownEntry[]> => {
	const found = await sql<
		Omit<KnownEntry, 'source'> & { sourceKind: Source['kind'] | null; sourceId: string | null }
	>`
		select e.entry_key as key, e.content_id as "contentId", c.title as "contentTitle", f.title as "fieldTitle", e.act, e.measure, e.evidence, e.marks,
			e.source_kind as "sourceKind", e.source_id as "sourceId"
		from registration_entry e
		join campaign_item c on c.tenant_id = e.tenant_id and c.id = e.content_id
		left join campaign_item f on f.tenant_id = e.tenant_id and f.id = e.field_id
		where e.tenant_id = ${tenantId} and e.registration_id = ${registrationId} and e.is_current order by c.position, e.position`.execute(
		tx,
	);
	return found.rows.map(({ sourceKind, sourceId, ...entry }) => ({
		...entry,
		source: sourceKind && sourceId ? { kind: sourceKind, id: sourceId } : null,
	}));
};

export type QuarterCheck = {
	quarter: number;
	selfCheckedAt: Date | null;
	checkedAt: Date | null;
	checkedByName: string | null;
};

/** How far the checks of a registration have come, quarter by quarter. */
export const quarterChecks = async (
	tx: Tx,
	tenantId: string,
	registrationId: string,
): Promise<QuarterCheck[]> => {
	const found = await sql<QuarterCheck>`
		select q.quarter, q.self_checked_at as "selfCheckedAt", q.checked_at as "checkedAt", p.full_name as "checkedByName" from quarter_check q
		left join person p on p.tenant_id = q.tenant_id and p.id = q.checked_by
		where q.tenant_id = ${tenantId} and q.registration_id = ${registrationId} order by q.quarter`.execute(tx);
	return found.rows;
};

export const quarterOf = async (
	tx: Tx,
	tenantId: string,
	registrationId: string,
	quarter: number,
): Promise<QuarterCheck | null> =>
	(await quarterChecks(tx, tenantId, registrationId)).find((one) => one.quarter === quarter) ?? null;

export type CheckFile = {
	id: string;
	entryKey: string;
	quarter: number;
	fileName: string;
	mediaType: string;
	bytes: number;
};
export type SaidOfEntry = {
	quarter: number;
	key: string;
	self: { outcome: EntryOutcome; done: string; evidence: string; link: string } | null;
	checked: { outcome: EntryOutcome; words: string } | null;
};

/** What the person and the committee said of each entry in each quarter, for whoever may read the registration. */
export const saidOf = async (tx: Tx, tenantId: string, registrationId: string): Promise<SaidOfEntry[]> => {
	const found = await sql<SaidOfEntry>`
		select coalesce(s.quarter, k.quarter) as quarter, coalesce(s.entry_key, k.entry_key) as key,
			case when s.outcome is not null then jsonb_build_object('outcome', s.outcome, 'done', s.done, 'evidence', s.evidence, 'link', s.link) end as self,
			case when k.outcome is not null then jsonb_build_object('outcome', k.outcome, 'words', k.words) end as checked
		from (select * from self_check where tenant_id = ${tenantId} and registration_id = ${registrationId}) s
		full join (select * from check_mark where tenant_id = ${tenantId} and registration_id = ${registrationId}) k
			on k.quarter = s.quarter and k.entry_key = s.entry_key
		order by 1, 2`.execute(tx);
	return found.rows;
};

export const checkFilesOf = async (
	tx: Tx,
	tenantId: string,
	registrationId: string,
): Promise<CheckFile[]> => {
	const rows = await tx
		.selectFrom('check_file')
		.select([
			'id',
			'entry_key as entryKey',
			'quarter',
			'file_name as fileName',
			'media_type as mediaType',
			'bytes',
		])
		.where('tenant_id', '=', tenantId)
		.where('registration_id', '=', registrationId)
		.orderBy('added_at')
		.orderBy('id')
		.execute();
	return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
};
