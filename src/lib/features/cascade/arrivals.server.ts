import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Expectations } from './domain/expectations.ts';
import { daysOf } from './domain/progress.ts';
import { mayEnterArrival, mayFollowCascade } from './policy.ts';

/** A document that a partner gave, from its arrival on. */
export type Arrival = {
	id: string;
	partnerId: string;
	unitId: string;
	senderName: string;
	typeName: string;
	number: string;
	issuedOn: Day | null;
	issuer: string;
	title: string;
	note: string;
	asked: Expectations;
	packageSha256: string;
	packageName: string;
	packageBytes: number;
	sentAt: Date;
	arrivedAt: Date;
	withdrawnAt: Date | null;
	reason: string;
	isEntered: boolean;
	receiptId: string | null;
};
type Row = Omit<Arrival, 'asked'> & {
	spreadBy: Day | null;
	studyBy: Day | null;
	programmeBy: Day | null;
	reportBy: Day | null;
};

const columns = sql`a.id, a.partner_id as "partnerId", a.unit_id as "unitId", a.sender_name as "senderName", a.type_name as "typeName", a.number,
	a.issued_on as "issuedOn", a.issuer, a.title, a.note, a.spread_by as "spreadBy", a.study_by as "studyBy", a.programme_by as "programmeBy",
	a.report_by as "reportBy", a.package_sha256 as "packageSha256", a.package_name as "packageName", a.package_bytes::float8 as "packageBytes",
	a.sent_at as "sentAt", a.arrived_at as "arrivedAt", a.withdrawn_at as "withdrawnAt", a.reason, a.dispatch_id is not null as "isEntered",
	(select r.id from dispatch_receipt r where r.tenant_id = a.tenant_id and r.dispatch_id = a.dispatch_id and r.unit_id = a.unit_id) as "receiptId"`;

const arrivalFrom = ({ spreadBy, studyBy, programmeBy, reportBy, ...row }: Row): Arrival => ({
	...row,
	asked: daysOf({ spreadBy, studyBy, programmeBy, reportBy }),
});

/** What arrived, locked where it is to be entered. @throws Failure missing */
export const arrivalOf = async (
	tx: Tx,
	tenantId: string,
	arrivalId: string,
	lock = false,
): Promise<Arrival> => {
	if (!uuidPattern.test(arrivalId)) throw missing('failure_not_found');
	const found = await sql<Row>`
		select ${columns} from dispatch_arrival a where a.tenant_id = ${tenantId} and a.id = ${arrivalId} ${lock ? sql`for update of a` : sql``}`.execute(
		tx,
	);
	const [row] = found.rows;
	if (!row) throw missing('failure_not_found');
	return arrivalFrom(row);
};

const powerOf = (actor: Actor, { unitId, isEntered, withdrawnAt }: Arrival) =>
	mayEnterArrival(actor, { unitId, isEntered, isWithdrawn: withdrawnAt !== null });

/** @throws Failure missing for whoever may not know of it, refused */
export const permitEntering = (context: Pick<CommandContext, 'actor' | 'permit'>, arrival: Arrival): void => {
	if (!mayFollowCascade(context.actor, arrival.unitId).allowed) throw missing('failure_not_found');
	const may = powerOf(context.actor, arrival);
	if (!may.allowed) throw refused(may.key);
	context.permit(may);
};

/** One arrival, for those who lead the unit and its clerk. @throws Failure missing */
export const arrivalPage = async (
	tx: Tx,
	actor: Actor,
	arrivalId: string,
): Promise<{ arrival: Arrival; mayEnter: boolean }> => {
	const arrival = await arrivalOf(tx, actor.tenantId, arrivalId);
	if (!mayFollowCascade(actor, arrival.unitId).allowed) throw missing('failure_not_found');
	return { arrival, mayEnter: powerOf(actor, arrival).allowed };
};

/** What arrived for a unit and is not entered yet, what came first on top. */
export const openArrivals = async (tx: Tx, tenantId: string, unitId: string): Promise<Arrival[]> => {
	const found = await sql<Row>`
		select ${columns} from dispatch_arrival a
		where a.tenant_id = ${tenantId} and a.unit_id = ${unitId} and a.dispatch_id is null and a.withdrawn_at is null
		order by a.arrived_at, a.id limit 100`.execute(tx);
	return found.rows.map(arrivalFrom);
};
