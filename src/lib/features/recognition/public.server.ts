import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { RecognitionKind } from './domain/states.ts';

/** What somebody was honoured for, in a line. */
export type Commendation = {
	id: string;
	personId: string;
	kind: RecognitionKind;
	/** The name of the form; null for an example. */
	formName: string | null;
	title: string;
	field: string;
	honouredOn: Day;
	decisionNumber: string;
	campaignId: string | null;
	href: string;
};

/**
 * What people were honoured for in a period, the newest first: of each that the actor may know of (row level security),
 * the collectives to which they belonged left out.
 */
export const commendationsOf = async (
	tx: Tx,
	actor: Pick<Actor, 'tenantId'>,
	personIds: readonly string[],
	from: Day,
	to: Day,
): Promise<Commendation[]> => {
	if (personIds.length === 0) return [];
	const found = await sql<Commendation>`
		select r.id, r.person_id as "personId", r.kind, r.form ->> 'name' as "formName", r.title, r.field, r.honoured_on as "honouredOn",
			r.decision_number as "decisionNumber", r.campaign_id as "campaignId", '/guong-sang/' || r.id as href
		from recognition r
		where r.tenant_id = ${actor.tenantId} and r.state = 'announced' and r.person_id = any(${`{${personIds.join(',')}}`}::text::uuid[])
			and r.honoured_on between ${from} and ${to}
		order by r.honoured_on desc, r.id desc`.execute(tx);
	return found.rows;
};

/** For the record of a unit's year: how many were announced in a period. */
export type RecognitionCounts = {
	individualExamples: number;
	collectiveExamples: number;
	individualCommendations: number;
	collectiveCommendations: number;
};

/** Counted over what the actor may know of: all of it for who leads the unit. */
export const recognitionCounts = async (
	tx: Tx,
	actor: Pick<Actor, 'tenantId'>,
	unitId: string,
	from: Day,
	to: Day,
): Promise<RecognitionCounts> => {
	const found = await sql<RecognitionCounts>`
		select count(*) filter (where kind = 'example' and person_id is not null)::int as "individualExamples",
			count(*) filter (where kind = 'example' and person_id is null)::int as "collectiveExamples",
			count(*) filter (where kind = 'commendation' and person_id is not null)::int as "individualCommendations",
			count(*) filter (where kind = 'commendation' and person_id is null)::int as "collectiveCommendations"
		from recognition
		where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and state = 'announced' and honoured_on between ${from} and ${to}`.execute(
		tx,
	);
	return (
		found.rows[0] ?? {
			individualExamples: 0,
			collectiveExamples: 0,
			individualCommendations: 0,
			collectiveCommendations: 0,
		}
	);
};

/** An example of a person who agreed to be shown beyond the unit. */
export type SharedExample = {
	id: string;
	personName: string;
	title: string;
	deed: string;
	unitName: string;
	honouredOn: Day;
};

/** Announced examples and commendations of people of a unit who agreed to be shown, the newest first. */
export const sharedExamples = async (
	tx: Tx,
	actor: Pick<Actor, 'tenantId'>,
	unitId: string,
	limit: number,
): Promise<SharedExample[]> => {
	const found = await sql<SharedExample>`
		select r.id, h.full_name as "personName", r.title, r.deed, u.short_name as "unitName", r.honoured_on as "honouredOn"
		from recognition r
		join person h on h.tenant_id = r.tenant_id and h.id = r.person_id
		join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = ${actor.tenantId} and r.unit_id = ${unitId} and r.state = 'announced' and r.consent and r.is_named
		order by r.honoured_on desc, r.id desc limit ${limit}`.execute(tx);
	return found.rows;
};

/** Titles of announced examples of units whose people have not agreed to be shown, or do no more. */
export const titlesNotShared = async (tx: Tx, unitIds: readonly string[]): Promise<string[]> => {
	const found = await sql<{ title: string }>`
		select r.title from recognition r
		where r.tenant_id = (select meta.tenant()) and r.unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[]) and r.state = 'announced'
			and r.person_id is not null and not (r.consent is true and r.is_named)`.execute(tx);
	return found.rows.map(({ title }) => title);
};
