import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { LETTER_FORMAT, type Letter } from './domain/letter.ts';
import { type DatedRule, type Facts, ruleOn, type TransferRule } from './domain/rules.ts';
import type { IncomingState, TransferState } from './domain/transfer.ts';

/** The rule of the organisation on a day. */
export const ruleFor = async (tx: Tx, tenantId: string, day: Day): Promise<TransferRule> => {
	const found = await sql<DatedRule>`
		select valid_from as "validFrom", kinds, says, confirm_days as "confirmDays", take_in_days as "takeInDays", code_days as "codeDays"
		from transfer_rule where tenant_id = ${tenantId} and valid_from <= ${day} order by valid_from desc limit 1`.execute(
		tx,
	);
	return ruleOn(found.rows, day);
};

/** A transfer that goes out. */
export type KnownTransfer = {
	id: string;
	personId: string;
	fullName: string;
	jobTitle: string;
	unitId: string;
	unitName: string;
	membershipId: string;
	standing: 'official' | 'probationary';
	kind: string;
	kindName: string;
	keepsMembership: boolean;
	toTenantId: string | null;
	toPartnerId: string | null;
	toOrganisation: string;
	toUnit: string;
	reason: string;
	effectiveOn: Day;
	returnsOn: Day | null;
	facts: Facts;
	recordSha256: string | null;
	recordName: string;
	recordAt: Date | null;
	state: TransferState;
	askedAt: Date | null;
	startedAt: Date | null;
	mark: string;
	issuedOn: Day | null;
	issuedAt: Date | null;
	signer: string;
	confirmBy: Day | null;
	rolesEnded: string[];
	deliveredAt: Date | null;
	receivedOn: Day | null;
	receivedName: string;
	receivedUnit: string;
	receivedWay: 'here' | 'file' | 'code' | 'paper' | 'wire' | null;
	declinedOn: Day | null;
	declineReason: string;
	cancelledAt: Date | null;
	cancelReason: string;
};

export const transferColumns = sql`t.id, t.person_id as "personId", p.full_name as "fullName", p.job_title as "jobTitle", t.unit_id as "unitId", u.name as "unitName",
	t.membership_id as "membershipId", t.standing, t.kind, t.kind_name as "kindName", t.keeps_membership as "keepsMembership", t.to_tenant_id as "toTenantId", t.to_partner_id as "toPartnerId",
	t.to_organisation as "toOrganisation", t.to_unit as "toUnit", t.reason, t.effective_on as "effectiveOn", t.returns_on as "returnsOn", t.facts,
	t.record_sha256 as "recordSha256", t.record_name as "recordName", t.record_at as "recordAt", t.state, t.asked_at as "askedAt", t.started_at as "startedAt", t.mark,
	t.issued_on as "issuedOn", t.issued_at as "issuedAt", t.signer, t.confirm_by as "confirmBy", t.roles_ended as "rolesEnded", t.delivered_at as "deliveredAt",
	t.received_on as "receivedOn", t.received_name as "receivedName", t.received_unit as "receivedUnit", t.received_way as "receivedWay",
	t.declined_on as "declinedOn", t.decline_reason as "declineReason", t.cancelled_at as "cancelledAt", t.cancel_reason as "cancelReason"`;
export const transferTables = sql`member_transfer t
	join person p on p.tenant_id = t.tenant_id and p.id = t.person_id
	join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id`;

/** One that goes out, with what its policies ask for. @throws Failure missing */
export const transferById = async (
	tx: Tx,
	tenantId: string,
	id: string,
	lock = false,
): Promise<KnownTransfer> => {
	if (!uuidPattern.test(id)) throw missing('failure_not_found');
	const found = await sql<KnownTransfer>`
		select ${transferColumns} from ${transferTables} where t.tenant_id = ${tenantId} and t.id = ${id} ${lock ? sql`for update of t` : sql``}`.execute(
		tx,
	);
	const [row] = found.rows;
	if (!row) throw missing('failure_not_found');
	return row;
};

/** A transfer that came in. */
export type KnownIncoming = {
	id: string;
	transferId: string;
	fromTenantId: string | null;
	fromPartnerId: string | null;
	letter: Letter;
	way: 'here' | 'file' | 'wire';
	answerCode: string;
	unitId: string;
	unitName: string;
	path: string;
	forUnitId: string | null;
	forUnitName: string | null;
	arrivedAt: Date;
	takeInBy: Day;
	recordSha256: string | null;
	recordName: string;
	state: IncomingState;
	personId: string | null;
	takenUnitId: string | null;
	takenUnitName: string | null;
	receivedOn: Day | null;
	receivedName: string;
	declinedOn: Day | null;
	declineReason: string;
	answeredAt: Date | null;
};

/** One that came in, as a list shows it. */
export type IncomingRow = {
	id: string;
	fullName: string;
	from: string;
	kindName: string;
	mark: string;
	state: IncomingState;
	forUnitName: string | null;
	takeInBy: Day;
	arrivedAt: Date;
};

export const incomingColumns = sql`i.id, i.transfer_id as "transferId", i.from_tenant_id as "fromTenantId", i.from_partner_id as "fromPartnerId", i.letter, i.way, i.answer_code as "answerCode", i.unit_id as "unitId",
	u.name as "unitName", u.path::text as path, i.for_unit_id as "forUnitId", f.name as "forUnitName", i.arrived_at as "arrivedAt", i.take_in_by as "takeInBy",
	i.record_sha256 as "recordSha256", i.record_name as "recordName", i.state, i.person_id as "personId", m.unit_id as "takenUnitId", k.name as "takenUnitName",
	i.received_on as "receivedOn", i.received_name as "receivedName", i.declined_on as "declinedOn", i.decline_reason as "declineReason", i.answered_at as "answeredAt"`;
export const incomingTables = sql`incoming_transfer i
	join unit u on u.tenant_id = i.tenant_id and u.id = i.unit_id
	left join unit f on f.tenant_id = i.tenant_id and f.id = i.for_unit_id
	left join membership m on m.tenant_id = i.tenant_id and m.id = i.membership_id
	left join unit k on k.tenant_id = m.tenant_id and k.id = m.unit_id`;

/** One that came in, with what its policies ask for. @throws Failure missing */
export const incomingById = async (
	tx: Tx,
	tenantId: string,
	id: string,
	lock = false,
): Promise<KnownIncoming> => {
	if (!uuidPattern.test(id)) throw missing('failure_not_found');
	const found = await sql<KnownIncoming>`
		select ${incomingColumns} from ${incomingTables} where i.tenant_id = ${tenantId} and i.id = ${id} ${lock ? sql`for update of i` : sql``}`.execute(
		tx,
	);
	const [row] = found.rows;
	if (!row) throw missing('failure_not_found');
	return row;
};

/** What the letter of a transfer says: the same words by every way it goes. */
export const letterOf = async (tx: Tx, tenantId: string, transfer: KnownTransfer): Promise<Letter> => {
	const found = await sql<{ name: string }>`select name from tenant where tenant_id = ${tenantId}`.execute(
		tx,
	);
	return {
		format: LETTER_FORMAT,
		transferId: transfer.id,
		from: { organisationId: tenantId, organisation: found.rows[0]?.name ?? '', unit: transfer.unitName },
		to: { organisation: transfer.toOrganisation, unit: transfer.toUnit },
		kind: { key: transfer.kind, name: transfer.kindName },
		mark: transfer.mark,
		issuedOn: transfer.issuedOn ?? transfer.effectiveOn,
		signer: transfer.signer,
		effectiveOn: transfer.effectiveOn,
		returnsOn: transfer.returnsOn,
		person: { fullName: transfer.fullName, standing: transfer.standing, facts: transfer.facts },
		record: transfer.recordSha256 ? { name: transfer.recordName, sha256: transfer.recordSha256 } : null,
	};
};
