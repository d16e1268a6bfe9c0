import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { DueDays, SectionForm } from './domain/kinds.ts';
import type { PeriodKind } from './domain/periods.ts';
import { maySee, type ReportFacts } from './policy.ts';

export type KnownReport = ReportFacts & {
	id: string;
	kindId: string;
	kindKey: string;
	title: string;
	unitName: string;
	unitPath: string;
	aboveName: string | null;
	period: PeriodKind;
	periodFrom: Day;
	periodTo: Day;
	dueOn: Day;
	version: number;
	countedAt: Date;
	mark: string | null;
	number: number | null;
	issuedOn: Day | null;
	/** Why it is written again. */
	reason: string;
};

/** A report with what its policies ask for. @throws Failure missing */
export const reportFacts = async (
	tx: Tx,
	tenantId: string,
	reportId: string,
	lock = false,
): Promise<KnownReport> => {
	if (!uuidPattern.test(reportId)) throw missing('failure_not_found');
	const found = await sql<KnownReport>`
		select r.id, r.unit_id as "unitId", r.above_unit_id as "aboveUnitId", r.state, r.kind_id as "kindId", r.kind_key as "kindKey", r.title,
			u.name as "unitName", u.path::text as "unitPath", a.name as "aboveName", r.period, r.period_from as "periodFrom", r.period_to as "periodTo", r.due_on as "dueOn",
			r.version, r.counted_at as "countedAt", r.mark, r.number, r.issued_on as "issuedOn", r.reason,
			exists (select from report_version v where v.tenant_id = r.tenant_id and v.report_id = r.id and v.sent_at is not null) as "wasSent",
			(select v.signed_by from report_version v where v.tenant_id = r.tenant_id and v.report_id = r.id and v.version = r.version) as "signedBy"
		from periodic_report r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		left join unit a on a.tenant_id = r.tenant_id and a.id = r.above_unit_id
		where r.tenant_id = ${tenantId} and r.id = ${reportId} ${lock ? sql`for update of r` : sql``}`.execute(
		tx,
	);
	const [row] = found.rows;
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The report for whoever may see it; to everybody else it is not there. @throws Failure missing */
export const seenReport = async (
	tx: Tx,
	actor: Actor,
	reportId: string,
	lock = false,
): Promise<KnownReport> => {
	const report = await reportFacts(tx, actor.tenantId, reportId, lock);
	if (!maySee(actor, report).allowed) throw missing('failure_not_found');
	return report;
};

/** The same for a change, locked. */
export const lockedReport = ({ tx, actor }: CommandContext, reportId: string): Promise<KnownReport> =>
	seenReport(tx, actor, reportId, true);

export type KnownKind = {
	id: string;
	key: string;
	unitId: string;
	unitPath: string;
	unitName: string;
	name: string;
	period: PeriodKind;
	periodFrom: Day | null;
	periodTo: Day | null;
	due: DueDays;
	sections: SectionForm[];
	source: string;
	validFrom: Day;
	validTo: Day | null;
};

const kindColumns = sql`k.id, k.key, k.unit_id as "unitId", a.path::text as "unitPath", a.short_name as "unitName", k.name, k.period, k.period_from as "periodFrom", k.period_to as "periodTo",
	k.due, k.sections, k.source, k.valid_from as "validFrom", k.valid_to as "validTo"`;

/** A kind of report that a committee asks for. @throws Failure missing */
export const kindFacts = async (tx: Tx, tenantId: string, kindId: string): Promise<KnownKind> => {
	if (!uuidPattern.test(kindId)) throw missing('failure_not_found');
	const found = await sql<KnownKind>`
		select ${kindColumns} from report_kind k join unit a on a.tenant_id = k.tenant_id and a.id = k.unit_id
		where k.tenant_id = ${tenantId} and k.id = ${kindId}`.execute(tx);
	const [row] = found.rows;
	if (!row) throw missing('failure_not_found');
	return row;
};

/** Kinds that hold for a unit: asked by itself or by a unit above; the newest first. */
export const kindsFor = async (tx: Tx, tenantId: string, unitPath: string): Promise<KnownKind[]> => {
	const found = await sql<KnownKind>`
		select ${kindColumns} from report_kind k join unit a on a.tenant_id = k.tenant_id and a.id = k.unit_id
		where k.tenant_id = ${tenantId} and a.path @> ${unitPath}::ltree order by k.name, k.valid_from desc`.execute(
		tx,
	);
	return found.rows;
};

export type Owed = {
	/** The id that the report has, or will have once somebody begins it. */
	id: string;
	kindId: string;
	kindKey: string;
	kindName: string;
	period: PeriodKind;
	unitId: string;
	unitName: string;
	aboveUnitId: string | null;
	periodFrom: Day;
	periodTo: Day;
	dueOn: Day;
	state: ReportFacts['state'] | null;
	wasSent: boolean;
	sentAt: Date | null;
	urgedAt: Date | null;
};

/**
 * What is owed in a span of days, each with how far it has come. @param of the units that owe: `unitId` itself, or those directly
 * below `aboveUnitId`
 */
export const owedReports = async (
	tx: Tx,
	tenantId: string,
	wanted: { since: Day; until: Day; kindKey?: string } & ({ unitId: string } | { aboveUnitId: string }),
): Promise<Owed[]> => {
	const of =
		'unitId' in wanted ? sql`o.unit_id = ${wanted.unitId}` : sql`o.above_unit_id = ${wanted.aboveUnitId}`;
	const found = await sql<Owed>`
		select o.id, o.kind_id as "kindId", o.kind_key as "kindKey", k.name as "kindName", k.period, o.unit_id as "unitId", u.short_name as "unitName", o.above_unit_id as "aboveUnitId",
			o.period_from as "periodFrom", o.period_to as "periodTo", coalesce(r.due_on, o.due_on) as "dueOn", r.state, v.sent_at is not null as "wasSent", v.sent_at as "sentAt",
			(select max(g.urged_at) from report_urge g where g.tenant_id = o.tenant_id and g.kind_key = o.kind_key and g.period_from = o.period_from and g.unit_id = o.unit_id) as "urgedAt"
		from reports_owed(${wanted.since}::date, ${wanted.until}::date) o
		join report_kind k on k.tenant_id = o.tenant_id and k.id = o.kind_id
		join unit u on u.tenant_id = o.tenant_id and u.id = o.unit_id
		left join periodic_report r on r.tenant_id = o.tenant_id and r.id = o.id
		left join lateral (select max(x.sent_at) as sent_at from report_version x where x.tenant_id = r.tenant_id and x.report_id = r.id) v on true
		where o.tenant_id = ${tenantId} and ${of} and (${wanted.kindKey ?? null}::uuid is null or o.kind_key = ${wanted.kindKey ?? null}::uuid)
		order by o.due_on desc, u.path, k.name`.execute(tx);
	return found.rows;
};

/** Do units directly below owe any report? */
export const oweBelow = async (
	tx: Tx,
	tenantId: string,
	{ unitId, today }: { unitId: string; today: Day },
): Promise<boolean> => {
	const found = await sql`
		select from reports_owed(${today}::date - 400, ${today}::date) o where o.tenant_id = ${tenantId} and o.above_unit_id = ${unitId} limit 1`.execute(
		tx,
	);
	return found.rows.length > 0;
};
