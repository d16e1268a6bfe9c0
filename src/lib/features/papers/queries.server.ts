import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type Layout, type LayoutVersion, layoutCode, shippedLayouts, versionOn } from './domain/layout.ts';
import type { Side } from './domain/paper.ts';
import type { Term } from './domain/registers.ts';
import type { IssuingBody } from './domain/signatures.ts';
import { issuerName, superiorName } from './domain/superior.ts';
import { maySeeRegister } from './policy.ts';

export type KnownVersion = LayoutVersion & { isOwn: boolean };

/** Every version of a layout that the organisation knows, the shipped ones and its own, newest first. */
export const layoutVersions = async (tx: Tx, tenantId: string, side: Side): Promise<KnownVersion[]> => {
	const own = await sql<{ from: Day; source: string; body: Layout }>`
		select valid_from as "from", source, body from rule_set
		where tenant_id = ${tenantId} and code = ${layoutCode(side)} order by valid_from`.execute(tx);
	const kept = new Set(own.rows.map(({ from }) => from));
	return [
		...shippedLayouts(side)
			.filter(({ from }) => !kept.has(from))
			.map((version) => ({ ...version, isOwn: false })),
		...own.rows.map(({ from, source, body }) => ({
			from,
			source,
			// A type that came to the product later is known in a layout that was set before; who issues it, the layout says.
			layout: { ...body, types: { ...shippedLayouts(side).at(-1)?.layout.types, ...body.types } },
			isOwn: true,
		})),
	].sort((one, other) => (one.from < other.from ? 1 : -1));
};

/** The layout that holds for papers of a day. */
export const layoutFor = async (tx: Tx, tenantId: string, side: Side, day: Day): Promise<Layout> =>
	versionOn(await layoutVersions(tx, tenantId, side), day).layout;

type SetBody = Omit<IssuingBody, 'unitId' | 'side'>;

/**
 * How a unit stands in the head of its papers on a day: as it was described, else, in the Party, as the tree of units
 * says it. Of a body of the State nothing is known until somebody has described it.
 */
export const issuingBodyOf = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
	side: Side,
	day: Day,
): Promise<IssuingBody | null> => {
	const described = await sql<SetBody>`
		select kind, superior, name, sign, place, collective, head, deputy, kept from issuing_body
		where tenant_id = ${tenantId} and unit_id = ${unitId} and side = ${side} and valid_from <= ${day}
		order by valid_from desc limit 1`.execute(tx);
	const known = described.rows[0];
	if (known) return { ...known, unitId, side };
	if (side === 'state') return null;
	const unit = await requireUnit(tx, unitId);
	const layout = await layoutFor(tx, tenantId, side, day);
	const rule = layout.bodies[unit.kind];
	const parent = unit.parentId ? await requireUnit(tx, unit.parentId) : null;
	return {
		unitId,
		side,
		kind: unit.kind,
		superior: parent ? superiorName(parent.name) : null,
		name: issuerName(unit.name, rule?.collective ?? ''),
		sign: unit.sign || (rule?.sign ?? ''),
		place: '',
		collective: rule?.collective ?? '',
		head: rule?.head ?? '',
		deputy: rule?.deputy ?? '',
		kept: rule?.kept ?? '',
	};
};

/** The terms of a unit's committee, newest first. */
export const termsOf = async (tx: Tx, tenantId: string, unitId: string): Promise<Term[]> =>
	(
		await sql<Term>`select id, name, starts_on as "startsOn", ends_on as "endsOn" from committee_term
			where tenant_id = ${tenantId} and unit_id = ${unitId} order by starts_on desc`.execute(tx)
	).rows;

/** A line of the register of outgoing papers. */
export type OutgoingLine = {
	id: string;
	number: number;
	mark: string;
	series: string;
	typeName: string;
	title: string;
	issuedOn: Day;
	signer: string;
	recipients: string;
	enteredBy: string;
	cancelledOn: Day | null;
	cancelReason: string | null;
};
const lineColumns = sql`o.id, o.number, o.mark, o.series, o.type_name as "typeName", o.title, o.issued_on as "issuedOn", o.signer, o.recipients,
	p.full_name as "enteredBy", (o.cancelled_at at time zone 'Asia/Ho_Chi_Minh')::date as "cancelledOn", o.cancel_reason as "cancelReason"`;

export type OutgoingView = {
	lines: OutgoingLine[];
	side: Side;
	/** The registers in which there are numbers. */
	periods: { key: string; name: string }[];
	period: string;
	series: string[];
	chosenSeries: string | null;
};

/**
 * The register of outgoing papers of a unit: of one side, one period and one series of types or all.
 * @throws Failure missing for whoever has no business with it
 */
export const outgoingRegister = async (
	tx: Tx,
	actor: Actor,
	asked: { unitId: string; side: Side; period: string | null; series: string | null; today: Day },
): Promise<OutgoingView> => {
	const { unitId, side, today } = asked;
	if (!maySeeRegister(actor, unitId).allowed) throw missing('failure_not_found');
	const tenant = actor.tenantId;
	const layout = await layoutFor(tx, tenant, side, today);
	const byTerm = layout.register.restart === 'term';
	const terms = await termsOf(tx, tenant, unitId);
	const used = await sql<{ period: string; series: string }>`
		select period, series from outgoing_register where tenant_id = ${tenant} and unit_id = ${unitId} and side = ${side}
		order by period desc, series`.execute(tx);
	const names = new Map(terms.map(({ id, name }) => [id, name]));
	const keys = [
		...(byTerm ? terms.map(({ id }) => id) : [today.slice(0, 4)]),
		...used.rows.map(({ period }) => period),
	];
	const periods = [...new Set(keys)].map((key) => ({ key, name: names.get(key) ?? key }));
	const period = periods.find(({ key }) => key === asked.period)?.key ?? periods[0]?.key ?? '';
	const series = [...new Set(used.rows.filter((row) => row.period === period).map((row) => row.series))];
	const chosenSeries = asked.series !== null && series.includes(asked.series) ? asked.series : null;
	const found = await sql<OutgoingLine>`
		select ${lineColumns}
		from outgoing_paper o join person p on p.tenant_id = o.tenant_id and p.id = o.entered_by
		where o.tenant_id = ${tenant} and o.unit_id = ${unitId} and o.side = ${side} and o.period = ${period}
			and (${chosenSeries}::text is null or o.series = ${chosenSeries})
		order by o.series, o.number`.execute(tx);
	return { lines: found.rows, side, periods, period, series, chosenSeries };
};

export type NumberedPaper = {
	id: string;
	number: number;
	mark: string;
	type: string;
	issuedOn: Day;
	signer: string;
};

/** The number that a thing (a meeting's resolution, a programme) bears, if one was given and not cancelled. */
export const numberedPaperOf = async (
	tx: Tx,
	tenantId: string,
	subject: { type: string; id: string },
): Promise<NumberedPaper | null> => {
	const found = await sql<NumberedPaper>`
		select id, number, mark, type, issued_on as "issuedOn", signer from outgoing_paper
		where tenant_id = ${tenantId} and subject_id = ${subject.id} and subject_type = ${subject.type} and cancelled_at is null
		order by entered_at desc limit 1`.execute(tx);
	return found.rows[0] ?? null;
};

/** An entry of the register, for those who may see it. @throws Failure missing */
export const outgoingPaperOf = async (
	tx: Tx,
	actor: Actor,
	paperId: string,
): Promise<OutgoingLine & { unitId: string; side: Side; periodName: string }> => {
	if (!uuidPattern.test(paperId)) throw missing('failure_not_found');
	const found = await sql<OutgoingLine & { unitId: string; side: Side; periodName: string }>`
		select ${lineColumns}, o.unit_id as "unitId", o.side, coalesce(t.name, o.period) as "periodName"
		from outgoing_paper o join person p on p.tenant_id = o.tenant_id and p.id = o.entered_by
		left join committee_term t on t.tenant_id = o.tenant_id and t.id::text = o.period
		where o.tenant_id = ${actor.tenantId} and o.id = ${paperId}`.execute(tx);
	const paper = found.rows[0];
	if (!paper || !maySeeRegister(actor, paper.unitId).allowed) throw missing('failure_not_found');
	return paper;
};
