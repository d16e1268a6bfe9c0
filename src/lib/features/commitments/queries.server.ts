import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, unitsBelow } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { refused } from '#lib/shared/failures.ts';
import type { CampaignState, RegistrationState } from './domain/states.ts';
import { isBeingChecked } from './domain/timetable.ts';
import {
	formFor,
	itemsOf,
	type KnownCampaign,
	type KnownQuarter,
	quartersIn,
	seenCampaign,
} from './facts.server.ts';
import {
	leads,
	mayChangeCampaign,
	mayCloseCampaign,
	mayCloseQuarter,
	mayLeadCampaign,
	maySetForm,
} from './policy.ts';

export type ListedCampaign = {
	id: string;
	title: string;
	unitName: string;
	state: CampaignState;
	startsOn: Day;
	endsOn: Day;
	registerBy: Day;
	/** How far the own registration has come; null: the actor does not take part. */
	own: RegistrationState | 'none' | null;
	contents: number;
};

/** Campaigns of a unit, of those above it in which it takes part, and those of the actor; the latest first. */
export const campaignList = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
): Promise<{ campaigns: ListedCampaign[]; mayLead: boolean; maySetForm: boolean }> => {
	const found = await sql<ListedCampaign & { unitId: string }>`
		select c.id, c.unit_id as "unitId", c.title, u.short_name as "unitName", c.state, c.starts_on as "startsOn", c.ends_on as "endsOn", c.register_by as "registerBy",
			case when p.person_id is not null and c.state <> 'draft' then coalesce(r.state, 'none') end as own,
			(select count(*)::int from campaign_item i where i.tenant_id = c.tenant_id and i.campaign_id = c.id and i.kind = 'content') as contents
		from campaign c join unit u on u.tenant_id = c.tenant_id and u.id = c.unit_id
		left join campaign_person p on p.tenant_id = c.tenant_id and p.campaign_id = c.id and p.person_id = ${actor.personId}
		left join registration r on r.tenant_id = c.tenant_id and r.campaign_id = c.id and r.person_id = ${actor.personId}
		where c.tenant_id = ${actor.tenantId} and (c.unit_id = ${unitId} or p.person_id is not null
			or exists (select from campaign_unit x where x.tenant_id = c.tenant_id and x.campaign_id = c.id and x.unit_id = ${unitId}))
		order by c.starts_on desc, c.id desc limit 100`.execute(tx);
	return {
		campaigns: found.rows.filter(({ state, unitId: of }) => state !== 'draft' || leads(actor, of)),
		mayLead: mayLeadCampaign(actor, unitId).allowed,
		maySetForm: maySetForm(actor, unitId).allowed,
	};
};

/** Somebody who takes part, for who leads the unit: how far the registration and its checks have come, without a word. */
export type ListedPerson = {
	personId: string | null;
	name: string;
	unitId: string;
	registrationId: string | null;
	state: RegistrationState | 'none';
	version: number;
	isConfirmed: boolean;
	checkerId: string | null;
	checkerName: string | null;
	handedInBy: string | null;
	/** Quarters in which the person has said how it stands, and in which the committee has checked. */
	selfChecked: number[];
	checked: number[];
};

/** Who takes part in the units that the actor leads; units that register as a whole first. */
const peopleIn = async (tx: Tx, actor: Actor, campaign: KnownCampaign): Promise<ListedPerson[]> => {
	const led = campaign.unitIds.filter((unitId) => leads(actor, unitId));
	if (led.length === 0) return [];
	const units = `{${led.join(',')}}`;
	const found = await sql<ListedPerson>`
		select t.person_id as "personId", t.name, t.unit_id as "unitId", case when r.version > 0 then r.id end as "registrationId", coalesce(r.state, 'none') as state, coalesce(r.version, 0) as version,
			r.confirmed_version is not null as "isConfirmed", r.checker_id as "checkerId", k.full_name as "checkerName", r.handed_in_by as "handedInBy",
			coalesce((select array_agg(q.quarter::int order by q.quarter) from quarter_check q where q.tenant_id = r.tenant_id and q.registration_id = r.id and q.self_checked_at is not null), '{}') as "selfChecked",
			coalesce((select array_agg(q.quarter::int order by q.quarter) from quarter_check q where q.tenant_id = r.tenant_id and q.registration_id = r.id and q.checked_at is not null), '{}') as checked
		from (
			select p.person_id, n.full_name as name, p.unit_id, n.sort_key from campaign_person p
			join person n on n.tenant_id = p.tenant_id and n.id = p.person_id
			where p.tenant_id = ${actor.tenantId} and p.campaign_id = ${campaign.id} and p.unit_id = any(${units}::text::uuid[])
			union all
			select null, u.name, x.unit_id, '' from campaign_unit x join unit u on u.tenant_id = x.tenant_id and u.id = x.unit_id
			where x.tenant_id = ${actor.tenantId} and x.campaign_id = ${campaign.id} and x.registers and x.unit_id = any(${units}::text::uuid[])
		) t
		left join registration r on r.tenant_id = ${actor.tenantId} and r.campaign_id = ${campaign.id} and r.unit_id = t.unit_id and r.person_id is not distinct from t.person_id
		left join person k on k.tenant_id = r.tenant_id and k.id = r.checker_id
		order by (t.person_id is not null), t.sort_key collate "vi-x-icu", t.person_id`.execute(tx);
	return found.rows;
};

/** How far a unit has come; null where the group is too small to be told of above it. */
export type UnitCount = {
	unitId: string;
	unitName: string;
	people: number;
	handedIn: number | null;
	confirmed: number | null;
};

/** Meetings of a unit in which registrations may have been confirmed, the latest first. */
const meetingsFor = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
): Promise<{ id: string; title: string; day: Day }[]> => {
	const found = await sql<{ id: string; title: string; day: Day }>`
		select id, title, (starts_at at time zone 'Asia/Ho_Chi_Minh')::date as day from meeting
		where tenant_id = ${tenantId} and unit_id = ${unitId} and state in ('open', 'closed') order by starts_at desc limit 12`.execute(
		tx,
	);
	return found.rows;
};

export type PageOfCampaign = Awaited<ReturnType<typeof campaignPage>>;

/** A campaign as the actor may see it. @throws Failure missing */
export const campaignPage = async (tx: Tx, actor: Actor, campaignId: string, today: Day) => {
	const campaign = await seenCampaign(tx, actor, campaignId);
	const items = await itemsOf(tx, actor.tenantId, campaign.id);
	const quarters = (await quartersIn(tx, actor.tenantId, campaign.id)).map((quarter: KnownQuarter) => ({
		...quarter,
		isBeingChecked: campaign.state === 'open' && isBeingChecked(quarter),
	}));
	const [document] = await documentsForReading(tx, actor, [campaign.documentId]);
	const people = campaign.state === 'draft' ? [] : await peopleIn(tx, actor, campaign);
	const counts = await sql<UnitCount>`
		select c.unit_id as "unitId", u.short_name as "unitName", c.people, c.handed_in as "handedIn", c.confirmed from public.campaign_counts(${campaign.id}) c
		join unit u on u.tenant_id = (select meta.tenant()) and u.id = c.unit_id order by u.path`.execute(tx);
	const registered =
		campaign.showsRegistered && people.length === 0
			? await sql<{ name: string; isRegistered: boolean }>`
				select n.full_name as name, r.person_id is not null as "isRegistered" from campaign_person p
				join person n on n.tenant_id = p.tenant_id and n.id = p.person_id
				left join public.registered_in(${campaign.id}) r on r.person_id = p.person_id
				where p.tenant_id = ${actor.tenantId} and p.campaign_id = ${campaign.id} and p.unit_id = ${campaign.homeUnitId}
				order by n.sort_key collate "vi-x-icu", n.id`.execute(tx)
			: null;
	const own = campaign.isParticipant
		? await sql<{ state: RegistrationState; isConfirmed: boolean; begunOn: Day; selfChecked: number[] }>`
			select r.state, (r.begun_at at time zone 'Asia/Ho_Chi_Minh')::date as "begunOn", r.confirmed_version is not null as "isConfirmed",
				coalesce((select array_agg(q.quarter::int) from quarter_check q where q.tenant_id = r.tenant_id and q.registration_id = r.id and q.self_checked_at is not null), '{}') as "selfChecked"
			from registration r where r.tenant_id = ${actor.tenantId} and r.campaign_id = ${campaign.id} and r.person_id = ${actor.personId}`.execute(
				tx,
			)
		: null;
	const toCheck = await sql<{ quarter: number; waiting: number; all: number }>`
		select w.quarter::int as quarter, count(q.self_checked_at) filter (where q.checked_at is null)::int as waiting, count(*)::int as all from registration r
		join campaign_quarter w on w.tenant_id = r.tenant_id and w.campaign_id = r.campaign_id
		left join quarter_check q on q.tenant_id = r.tenant_id and q.registration_id = r.id and q.quarter = w.quarter
		where r.tenant_id = ${actor.tenantId} and r.campaign_id = ${campaign.id} and r.checker_id = ${actor.personId} and r.confirmed_version is not null
		group by w.quarter`.execute(tx);
	const leadsAny = campaign.unitIds.some((unitId) => leads(actor, unitId));
	return {
		campaign,
		document: document ? { id: document.id, name: documentName(document), title: document.title } : null,
		...items,
		quarters,
		people,
		counts: counts.rows.length > 1 || people.length === 0 ? counts.rows : [],
		registered: registered?.rows ?? null,
		own: campaign.isParticipant
			? (own?.rows[0] ?? {
					state: 'none' as const,
					isConfirmed: false,
					begunOn: today,
					selfChecked: [] as number[],
				})
			: null,
		toCheck: toCheck.rows,
		meetings: leadsAny ? await meetingsFor(tx, actor.tenantId, campaign.homeUnitId ?? campaign.unitId) : [],
		powers: {
			lead: mayLeadCampaign(actor, campaign.unitId).allowed,
			change: mayChangeCampaign(actor, campaign).allowed,
			close: mayCloseCampaign(actor, campaign).allowed,
			closeQuarter: campaign.state === 'open' && mayCloseQuarter(actor, campaign).allowed,
			/** Units whose own registration the actor may write. */
			units:
				campaign.unitRegisters && campaign.state !== 'draft'
					? campaign.unitIds.filter((unitId) => maySetForm(actor, unitId).allowed)
					: [],
			confirm: campaign.unitIds.some((unitId) => maySetForm(actor, unitId).allowed),
		},
	};
};

/** What is needed to set a draft up. @throws Failure missing, refused */
export const draftPage = async (tx: Tx, actor: Actor, campaignId: string, today: Day) => {
	const campaign = await seenCampaign(tx, actor, campaignId);
	const may = mayChangeCampaign(actor, campaign);
	if (!may.allowed) throw refused(may.key);
	const [document] = await documentsForReading(tx, actor, [campaign.documentId]);
	const clauses = await sql<{ id: string; label: string; text: string; depth: number }>`
		select id, label, left(coalesce(nullif(heading, ''), text), 90) as text, depth from clause
		where tenant_id = ${actor.tenantId} and document_id = ${campaign.documentId} and label <> '' and kind <> 'opening' order by ordinal limit 400`.execute(
		tx,
	);
	const chosen = await sql<{ id: string }>`
		select person_id as id from campaign_person where tenant_id = ${actor.tenantId} and campaign_id = ${campaign.id}`.execute(
		tx,
	);
	return {
		campaign,
		document: document ? { id: document.id, name: documentName(document), title: document.title } : null,
		...(await itemsOf(tx, actor.tenantId, campaign.id)),
		quarters: await quartersIn(tx, actor.tenantId, campaign.id),
		clauses: clauses.rows,
		people: (await peopleOfUnit(tx, campaign.unitId, today)).map(({ personId, fullName }) => ({
			personId,
			name: fullName,
		})),
		chosenPeople: chosen.rows.map(({ id }) => id),
		below: (await unitsBelow(tx, [campaign.path], today))
			.filter(({ id }) => id !== campaign.unitId)
			.map(({ id, shortName }) => ({ id, name: shortName })),
	};
};

/** The form of a unit, and those that it had before. @throws Failure refused */
export const formPage = async (tx: Tx, actor: Actor, unitId: string, today: Day) => {
	const may = maySetForm(actor, unitId);
	if (!may.allowed) throw refused(may.key);
	const history = await sql<{ validFrom: Day; titles: string[]; setBy: string }>`
		select f.valid_from as "validFrom", (select array_agg(x ->> 'title') from jsonb_array_elements(f.parts) x) as titles, p.full_name as "setBy" from commitment_form f
		join person p on p.tenant_id = f.tenant_id and p.id = f.set_by
		where f.tenant_id = ${actor.tenantId} and f.unit_id = ${unitId} order by f.valid_from desc`.execute(tx);
	return { form: await formFor(tx, { tenantId: actor.tenantId, unitId }, today), history: history.rows };
};
