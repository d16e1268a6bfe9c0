import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Checker, CommitteeRole } from './domain/committee.ts';
import { committeeRoles } from './domain/committee.ts';
import { type DatedForm, type Form, formOn } from './domain/form.ts';
import type { CampaignAudience } from './domain/states.ts';
import type { Quarter } from './domain/timetable.ts';
import { type CampaignFacts, maySeeCampaign, type RegistrationFacts } from './policy.ts';

export type KnownCampaign = CampaignFacts & {
	id: string;
	unitName: string;
	documentId: string;
	title: string;
	purpose: string;
	startsOn: Day;
	endsOn: Day;
	registerBy: Day;
	audience: CampaignAudience;
	showsRegistered: boolean;
	openedAt: Date | null;
	closedAt: Date | null;
	/** Each unit that takes part registers as a whole besides. */
	unitRegisters: boolean;
	/** The unit for which the actor takes part; null: the actor does not. */
	homeUnitId: string | null;
};

/** A campaign that the actor may know of. @throws Failure missing */
export const seenCampaign = async (
	tx: Tx,
	actor: Actor,
	campaignId: string,
	lock = false,
): Promise<KnownCampaign> => {
	if (!uuidPattern.test(campaignId)) throw missing('failure_not_found');
	const found = await sql<KnownCampaign>`
		select c.id, c.unit_id as "unitId", u.path::text as path, u.short_name as "unitName", c.document_id as "documentId", c.title, c.purpose, c.starts_on as "startsOn",
			c.ends_on as "endsOn", c.register_by as "registerBy", c.audience, c.shows_registered as "showsRegistered", c.state, c.opened_at as "openedAt", c.closed_at as "closedAt",
			coalesce((select array_agg(p.unit_id) from campaign_unit p where p.tenant_id = c.tenant_id and p.campaign_id = c.id), '{}') as "unitIds",
			exists (select from campaign_unit p where p.tenant_id = c.tenant_id and p.campaign_id = c.id and p.registers) as "unitRegisters",
			(select p.unit_id from campaign_person p where p.tenant_id = c.tenant_id and p.campaign_id = c.id and p.person_id = ${actor.personId}) as "homeUnitId"
		from campaign c join unit u on u.tenant_id = c.tenant_id and u.id = c.unit_id
		where c.tenant_id = ${actor.tenantId} and c.id = ${campaignId} ${lock ? sql`for update of c` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	const campaign = { ...row, isParticipant: row.homeUnitId !== null };
	if (!maySeeCampaign(actor, campaign).allowed) throw missing('failure_not_found');
	return campaign;
};

/** The campaign, locked, inside a command. */
export const lockedCampaign = ({ tx, actor }: CommandContext, id: string): Promise<KnownCampaign> =>
	seenCampaign(tx, actor, id, true);

export type CampaignItem = {
	id: string;
	kind: 'content' | 'criterion' | 'field';
	title: string;
	guidance: string;
	clauseId: string | null;
	clauseLabel: string | null;
	clauseAnchor: string | null;
};
export type CampaignItems = { contents: CampaignItem[]; criteria: CampaignItem[]; fields: CampaignItem[] };

/** What a campaign says, each kind in its order. */
export const itemsOf = async (tx: Tx, tenantId: string, campaignId: string): Promise<CampaignItems> => {
	const found = await sql<CampaignItem>`
		select i.id, i.kind, i.title, i.guidance, i.clause_id as "clauseId", c.label as "clauseLabel", c.anchor as "clauseAnchor" from campaign_item i
		left join clause c on c.tenant_id = i.tenant_id and c.id = i.clause_id
		where i.tenant_id = ${tenantId} and i.campaign_id = ${campaignId} order by i.position, i.id`.execute(tx);
	const of = (wanted: CampaignItem['kind']) => found.rows.filter(({ kind }) => kind === wanted);
	return { contents: of('content'), criteria: of('criterion'), fields: of('field') };
};

export type KnownQuarter = Quarter & { openedAt: Date | null; closedAt: Date | null };

export const quartersIn = async (tx: Tx, tenantId: string, campaignId: string): Promise<KnownQuarter[]> => {
	const found = await sql<KnownQuarter>`
		select quarter, year, opens_on as "opensOn", due_on as "dueOn", opened_at as "openedAt", closed_at as "closedAt" from campaign_quarter
		where tenant_id = ${tenantId} and campaign_id = ${campaignId} order by due_on`.execute(tx);
	return found.rows;
};

export type KnownRegistration = RegistrationFacts & {
	id: string;
	campaignId: string;
	personName: string | null;
	unitName: string;
	form: Form;
	checkerName: string | null;
	/** The day from which on quarters are checked. */
	begunOn: Day;
	handedInAt: Date | null;
	confirmedAt: Date | null;
	confirmedByName: string | null;
};

const columns = (
	today: Day,
) => sql`r.id, r.campaign_id as "campaignId", r.unit_id as "unitId", r.person_id as "personId", n.full_name as "personName", u.short_name as "unitName",
	r.form, r.state, r.version, r.confirmed_version as "confirmedVersion", r.checker_id as "checkerId", k.full_name as "checkerName", r.handed_in_at as "handedInAt", (r.begun_at at time zone 'Asia/Ho_Chi_Minh')::date as "begunOn",
	r.handed_in_by as "handedInBy", r.confirmed_at as "confirmedAt", b.full_name as "confirmedByName",
	exists (select from role_assignment o where o.tenant_id = r.tenant_id and o.unit_id = r.unit_id and o.role = 'secretary' and o.person_id = coalesce(r.person_id, r.handed_in_by)
		and o.valid_from <= ${today} and (o.valid_to is null or o.valid_to > ${today})) as "isOfSecretary",
	exists (select from role_assignment o where o.tenant_id = r.tenant_id and o.unit_id = r.unit_id and o.role = 'deputy' and o.person_id is distinct from coalesce(r.person_id, r.handed_in_by)
		and o.valid_from <= ${today} and (o.valid_to is null or o.valid_to > ${today})) as "hasDeputy"`;
const tables = sql`registration r
	join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
	left join person n on n.tenant_id = r.tenant_id and n.id = r.person_id
	left join person k on k.tenant_id = r.tenant_id and k.id = r.checker_id
	left join person b on b.tenant_id = r.tenant_id and b.id = r.confirmed_by`;

/** The own registration in a campaign, or that of a unit; null before the first word of it was kept. */
export const registrationFor = async (
	tx: Tx,
	of: { tenantId: string; campaignId: string; personId: string; ofUnit?: string | undefined },
	today: Day,
	lock = false,
): Promise<KnownRegistration | null> => {
	const whose = of.ofUnit
		? sql`r.person_id is null and r.unit_id = ${of.ofUnit}`
		: sql`r.person_id = ${of.personId}`;
	const found = await sql<KnownRegistration>`
		select ${columns(today)} from ${tables}
		where r.tenant_id = ${of.tenantId} and r.campaign_id = ${of.campaignId} and ${whose} ${lock ? sql`for update of r` : sql``}`.execute(
		tx,
	);
	return found.rows[0] ?? null;
};

/** A registration with what its policies ask for. @throws Failure missing */
export const registrationFacts = async (
	tx: Tx,
	tenantId: string,
	registrationId: string,
	today: Day,
	lock = false,
): Promise<KnownRegistration> => {
	if (!uuidPattern.test(registrationId)) throw missing('failure_not_found');
	const found = await sql<KnownRegistration>`
		select ${columns(today)} from ${tables} where r.tenant_id = ${tenantId} and r.id = ${registrationId} ${lock ? sql`for update of r` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** What an event of a registration is about. */
export const subjectOf = ({
	id,
	unitId,
	personId,
}: Pick<KnownRegistration, 'id' | 'unitId' | 'personId'>) => ({
	subject: { type: 'registration', id },
	unitId,
	personId,
	personal: true,
});

/** The committee of a unit on a day, with how many registrations of a campaign each checks. */
export const committeeOf = async (
	tx: Tx,
	of: { tenantId: string; unitId: string; campaignId: string },
	today: Day,
): Promise<(Checker & { name: string })[]> => {
	const counted = await sql<{ personId: string; registrations: number }>`
		select person_id as "personId", registrations from public.registration_loads(${of.campaignId}, ${of.unitId})`.execute(
		tx,
	);
	const known = new Map(counted.rows.map((row) => [row.personId, row.registrations]));
	const order = `{${committeeRoles.join(',')}}`;
	const held = await sql<{ personId: string; role: CommitteeRole; name: string }>`
		select distinct on (r.person_id) r.person_id as "personId", r.role, p.full_name as name from role_assignment r
		join person p on p.tenant_id = r.tenant_id and p.id = r.person_id
		where r.tenant_id = ${of.tenantId} and r.unit_id = ${of.unitId} and r.role = any(${order}::text[])
			and r.valid_from <= ${today} and (r.valid_to is null or r.valid_to > ${today})
		order by r.person_id, array_position(${order}::text[], r.role)`.execute(tx);
	return held.rows.map((one) => ({ ...one, registrations: known.get(one.personId) ?? 0 }));
};

/** The form that holds for a unit on a day. */
export const formFor = async (tx: Tx, of: { tenantId: string; unitId: string }, day: Day): Promise<Form> => {
	const found = await sql<DatedForm>`
		select unit_id as "unitId", valid_from as "validFrom", parts from commitment_form
		where tenant_id = ${of.tenantId} and unit_id = ${of.unitId}`.execute(tx);
	return formOn(found.rows, of.unitId, day);
};
