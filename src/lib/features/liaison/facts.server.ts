import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Cause } from './domain/links.ts';
import { type DatedRule, type ResidenceRule, ruleOn } from './domain/rules.ts';
import type { RequestFacts } from './policy.ts';

/** A residential cell under its present name. */
export type KnownPlace = {
	id: string;
	unitId: string;
	cell: string;
	commune: string;
	nameFrom: Day;
	successorId: string | null;
	endedOn: Day | null;
};

/** A place under the name that it bears, or bore last. */
const placeColumns = sql`p.id, p.unit_id as "unitId", n.cell, n.commune, n.valid_from as "nameFrom", p.successor_id as "successorId", p.ended_on as "endedOn"`;
const placeTables = sql`residence_place p join lateral (
	select x.cell, x.commune, x.valid_from from residence_place_name x where x.tenant_id = p.tenant_id and x.place_id = p.id order by x.valid_from desc limit 1) n on true`;

/** A place of the tenant. @throws Failure missing */
export const placeById = async (
	tx: Tx,
	tenantId: string,
	placeId: string,
	lock = false,
): Promise<KnownPlace> => {
	if (!uuidPattern.test(placeId)) throw missing('failure_not_found');
	const found = await sql<KnownPlace>`
		select ${placeColumns} from ${placeTables} where p.tenant_id = ${tenantId} and p.id = ${placeId} ${lock ? sql`for update of p` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The book of a unit: every residential cell that it knows, in the order of the alphabet. */
export const placesOf = async (tx: Tx, tenantId: string, unitId: string): Promise<KnownPlace[]> =>
	(
		await sql<KnownPlace>`
			select ${placeColumns} from ${placeTables} where p.tenant_id = ${tenantId} and p.unit_id = ${unitId}
			order by n.commune collate "vi-x-icu", n.cell collate "vi-x-icu", p.id`.execute(tx)
	).rows;

export type KnownLink = {
	id: string;
	unitId: string;
	personId: string;
	placeId: string | null;
	cell: string;
	commune: string;
	address: string;
	validFrom: Day;
	validTo: Day | null;
	exemptKind: string | null;
	exemptName: string;
	reason: string;
	letterDue: Cause | null;
	letterDueOn: Day | null;
};

/** Links with the name that their place bore on their last day, or bears. */
export const linkColumns = sql`l.id, l.unit_id as "unitId", l.person_id as "personId", l.place_id as "placeId", coalesce(n.cell, '') as cell, coalesce(n.commune, '') as commune,
	l.address, l.valid_from as "validFrom", l.valid_to as "validTo", l.exempt_kind as "exemptKind", l.exempt_name as "exemptName", l.reason,
	l.letter_due as "letterDue", l.letter_due_on as "letterDueOn"`;
export const linkTables = sql`residence_link l left join lateral (
	select x.cell, x.commune from residence_place_name x
	where x.tenant_id = l.tenant_id and x.place_id = l.place_id and (l.valid_to is null or x.valid_from < l.valid_to) order by x.valid_from desc limit 1) n on true`;

/** @throws Failure missing */
export const linkById = async (
	tx: Tx,
	tenantId: string,
	linkId: string,
	lock = false,
): Promise<KnownLink> => {
	if (!uuidPattern.test(linkId)) throw missing('failure_not_found');
	const found = await sql<KnownLink>`
		select ${linkColumns} from ${linkTables} where l.tenant_id = ${tenantId} and l.id = ${linkId} ${lock ? sql`for update of l` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

export type KnownLetter = {
	id: string;
	linkId: string;
	unitId: string;
	personId: string;
	cell: string;
	commune: string;
	mark: string;
	issuedOn: Day;
	cause: Cause;
	receivedOn: Day | null;
	receivedName: string | null;
};
export const letterColumns = sql`t.id, t.link_id as "linkId", t.unit_id as "unitId", t.person_id as "personId", t.cell, t.commune, t.mark, t.issued_on as "issuedOn", t.cause,
	t.received_on as "receivedOn", t.received_name as "receivedName"`;

/** @throws Failure missing */
export const letterById = async (
	tx: Tx,
	tenantId: string,
	letterId: string,
	lock = false,
): Promise<KnownLetter> => {
	if (!uuidPattern.test(letterId)) throw missing('failure_not_found');
	const found = await sql<KnownLetter>`
		select ${letterColumns} from residence_letter t where t.tenant_id = ${tenantId} and t.id = ${letterId} ${lock ? sql`for update` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

export type KnownRequest = RequestFacts & {
	id: string;
	roundId: string;
	year: number;
	dueOn: Day;
	fullName: string;
	cell: string;
	commune: string;
	exemptName: string;
	reason: string;
	receivedAt: Date | null;
	seenAt: Date | null;
};
export const requestColumns = sql`r.id, r.round_id as "roundId", o.year, o.due_on as "dueOn", o.state = 'open' as "isOpen", r.unit_id as "unitId", r.person_id as "personId", p.full_name as "fullName",
	r.cell, r.commune, r.exempt_name as "exemptName", r.reason, r.state, r.in_charge_id as "inChargeId", r.received_at as "receivedAt", r.seen_at as "seenAt"`;
export const requestTables = sql`residence_request r
	join residence_round o on o.tenant_id = r.tenant_id and o.id = r.round_id
	join person p on p.tenant_id = r.tenant_id and p.id = r.person_id`;

/** @throws Failure missing */
export const requestById = async (
	tx: Tx,
	tenantId: string,
	requestId: string,
	lock = false,
): Promise<KnownRequest> => {
	if (!uuidPattern.test(requestId)) throw missing('failure_not_found');
	const found = await sql<KnownRequest>`
		select ${requestColumns} from ${requestTables} where r.tenant_id = ${tenantId} and r.id = ${requestId} ${lock ? sql`for update of r` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The rule of a unit on a day. */
export const ruleOf = async (
	tx: Tx,
	unit: { tenantId: string; unitId: string },
	day: Day,
): Promise<ResidenceRule> => {
	const found = await sql<DatedRule>`
		select unit_id as "unitId", valid_from as "validFrom", exemptions, levels, link_days as "linkDays", letter_days as "letterDays", read_days as "readDays"
		from residence_rule where tenant_id = ${unit.tenantId} and unit_id = ${unit.unitId}`.execute(tx);
	return ruleOn(found.rows, unit.unitId, day);
};
