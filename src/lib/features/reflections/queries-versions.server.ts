import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { missing } from '#lib/shared/failures.ts';
import type { Fields } from './domain/fields.ts';
import type { Outcome } from './domain/states.ts';

export type Version = { version: number; fields: Fields; handedInAt: Date };

/** A paper as it was handed in. Row level security gives it to the author, who reviews, and whom it was shared with. @throws Failure missing */
export const versionOf = async (
	tx: Tx,
	tenantId: string,
	reflectionId: string,
	version: number,
): Promise<Version> => {
	const row = await tx
		.selectFrom('reflection_version')
		.select(['version', 'fields', 'handed_in_at as handedInAt'])
		.where('tenant_id', '=', tenantId)
		.where('reflection_id', '=', reflectionId)
		.where('version', '=', version)
		.executeTakeFirst();
	if (!row) throw missing('failure_not_found');
	return { ...row, fields: row.fields as Fields };
};

export type Review = {
	version: number;
	outcome: Outcome;
	level: string | null;
	words: string;
	byName: string;
	at: Date;
};

/** What came of each handing in, the last first. */
export const reviewsOf = async (tx: Tx, tenantId: string, reflectionId: string): Promise<Review[]> =>
	(
		await sql<Review>`
			select r.version, r.outcome, r.level, r.words, p.full_name as "byName", r.at from reflection_review r
			join person p on p.tenant_id = r.tenant_id and p.id = r.by_id
			where r.tenant_id = ${tenantId} and r.reflection_id = ${reflectionId} order by r.version desc`.execute(
			tx,
		)
	).rows;

export type Remark = {
	id: string;
	version: number;
	passage: string;
	body: string;
	byId: string;
	byName: string;
	at: Date;
};

/** What was said of passages, in the order in which it was said. */
export const remarksOf = async (tx: Tx, tenantId: string, reflectionId: string): Promise<Remark[]> =>
	(
		await sql<Remark>`
			select r.id, r.version, r.passage, r.body, r.by_id as "byId", p.full_name as "byName", r.at from reflection_remark r
			join person p on p.tenant_id = r.tenant_id and p.id = r.by_id
			where r.tenant_id = ${tenantId} and r.reflection_id = ${reflectionId} order by r.at, r.id`.execute(tx)
	).rows;
