import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Fields } from './domain/fields.ts';

export type KeptText = { fields: Fields; revision: number; savedAt: Date | null };

/** What is being written; its author alone gets rows. */
export const textOf = async (tx: Tx, tenantId: string, registrationId: string): Promise<KeptText> => {
	const row = await tx
		.selectFrom('registration_text')
		.select(['fields', 'revision', 'saved_at as savedAt'])
		.where('tenant_id', '=', tenantId)
		.where('registration_id', '=', registrationId)
		.executeTakeFirst();
	return row
		? { fields: row.fields as Fields, revision: row.revision, savedAt: row.savedAt }
		: { fields: {}, revision: 0, savedAt: null };
};

export type Version = {
	version: number;
	fields: Fields;
	reason: string;
	byName: string;
	handedInAt: Date;
	/** What the committee said of it; null while it waits. */
	verdict: {
		outcome: 'confirmed' | 'returned';
		words: string;
		byName: string;
		at: Date;
		meetingTitle: string | null;
		meetingId: string | null;
	} | null;
};

/** The versions of a registration with what the committee said of them, the last first. */
export const versionsOf = async (tx: Tx, tenantId: string, registrationId: string): Promise<Version[]> => {
	const found = await sql<Version>`
		select v.version, v.fields, v.reason, b.full_name as "byName", v.handed_in_at as "handedInAt",
			case when d.outcome is not null then jsonb_build_object('outcome', d.outcome, 'words', d.words, 'byName', j.full_name, 'at', d.at, 'meetingTitle', m.title, 'meetingId', m.id) end as verdict
		from registration_version v
		join person b on b.tenant_id = v.tenant_id and b.id = v.by_id
		left join registration_verdict d on d.tenant_id = v.tenant_id and d.registration_id = v.registration_id and d.version = v.version
		left join person j on j.tenant_id = d.tenant_id and j.id = d.by_id
		left join meeting m on m.tenant_id = d.tenant_id and m.id = d.meeting_id
		where v.tenant_id = ${tenantId} and v.registration_id = ${registrationId} order by v.version desc`.execute(
		tx,
	);
	return found.rows.map((row) => ({
		...row,
		verdict: row.verdict && { ...row.verdict, at: new Date(row.verdict.at) },
	}));
};

/** One version, for whoever may read the registration. */
export const versionOf = async (
	tx: Tx,
	tenantId: string,
	registrationId: string,
	version: number,
): Promise<{ fields: Fields } | null> => {
	const row = await tx
		.selectFrom('registration_version')
		.select('fields')
		.where('tenant_id', '=', tenantId)
		.where('registration_id', '=', registrationId)
		.where('version', '=', version)
		.executeTakeFirst();
	return row ? { fields: row.fields as Fields } : null;
};
