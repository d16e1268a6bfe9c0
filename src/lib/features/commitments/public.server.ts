import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';

export { type DraftedCampaign, draftCampaign } from './draft.server.ts';
export { commitmentsOnDocument, type SectionCommitments } from './trace.server.ts';
export { addSource as registerAct } from './writing.server.ts';

/** How a quarter of a registration stands: entries in force, what the person said of them, what the committee found. */
export type QuarterStanding = {
	quarter: number;
	year: number;
	selfChecked: boolean;
	checked: boolean;
	/** Of the entries: as the committee found them; before it did, all noughts. */
	met: number;
	partly: number;
	notMet: number;
	/** The same as the person said. Differences are for a talk. */
	selfMet: number;
	selfPartly: number;
	selfNotMet: number;
};
/** How somebody (a unit: personId null) stands against what was registered. */
export type CommitmentStanding = {
	personId: string | null;
	unitId: string;
	campaignId: string;
	campaignTitle: string;
	registrationId: string;
	/** Entries in force; none before it was confirmed. */
	entries: number;
	isConfirmed: boolean;
	quarters: QuarterStanding[];
	/** The page of the registration, for who may read it. */
	href: string;
};

/**
 * How people stand against what they registered, in campaigns of a year: of a unit, or of some people; of one quarter or of all. Only what the
 * actor's transaction may read is there: whose it is, who checks it, who leads the unit. Who may be shown it is the caller's to ask.
 */
export const commitmentStandings = async (
	tx: Tx,
	tenantId: string,
	wanted: { unitId?: string; personIds?: readonly string[]; year: number; quarter?: number },
): Promise<CommitmentStanding[]> => {
	const people = wanted.personIds
		? sql`and r.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const unit = wanted.unitId ? sql`and r.unit_id = ${wanted.unitId}` : sql``;
	const found = await sql<Omit<CommitmentStanding, 'href'>>`
		select r.person_id as "personId", r.unit_id as "unitId", c.id as "campaignId", c.title as "campaignTitle", r.id as "registrationId",
			r.confirmed_version is not null as "isConfirmed",
			(select count(*)::int from registration_entry e where e.tenant_id = r.tenant_id and e.registration_id = r.id and e.is_current) as entries,
			coalesce((
				select jsonb_agg(jsonb_build_object('quarter', w.quarter, 'year', w.year, 'selfChecked', q.self_checked_at is not null, 'checked', q.checked_at is not null,
					'met', k.met, 'partly', k.partly, 'notMet', k.not_met, 'selfMet', s.met, 'selfPartly', s.partly, 'selfNotMet', s.not_met) order by w.due_on)
				from campaign_quarter w
				left join quarter_check q on q.tenant_id = r.tenant_id and q.registration_id = r.id and q.quarter = w.quarter
				cross join lateral (select count(*) filter (where outcome = 'met') as met, count(*) filter (where outcome = 'partly') as partly, count(*) filter (where outcome = 'not_met') as not_met
					from check_mark x where x.tenant_id = r.tenant_id and x.registration_id = r.id and x.quarter = w.quarter) k
				cross join lateral (select count(*) filter (where outcome = 'met') as met, count(*) filter (where outcome = 'partly') as partly, count(*) filter (where outcome = 'not_met') as not_met
					from self_check x where x.tenant_id = r.tenant_id and x.registration_id = r.id and x.quarter = w.quarter) s
				where w.tenant_id = r.tenant_id and w.campaign_id = r.campaign_id and w.year = ${wanted.year} and (${wanted.quarter ?? null}::int is null or w.quarter = ${wanted.quarter ?? null})
			), '[]') as quarters
		from registration r join campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id and c.state <> 'draft'
		where r.tenant_id = ${tenantId} and r.version > 0 ${unit} ${people}
			and exists (select from campaign_quarter w where w.tenant_id = r.tenant_id and w.campaign_id = r.campaign_id and w.year = ${wanted.year})
		order by c.starts_on desc, r.id`.execute(tx);
	return found.rows.map((row) => ({ ...row, href: `/dang-ky/${row.campaignId}/ban/${row.registrationId}` }));
};

/** What one registered, for a page of one's own (or of somebody whom the actor may read), the latest campaign first. */
export type OwnCommitment = {
	campaignId: string;
	campaignTitle: string;
	startsOn: Day;
	endsOn: Day;
	registrationId: string;
	state: string;
	entries: {
		key: string;
		content: string;
		field: string | null;
		act: string;
		measure: string;
		evidence: string;
		marks: string[];
	}[];
	checks: {
		quarter: number;
		key: string;
		self: string | null;
		done: string;
		checked: string | null;
		checkedAt: string | null;
		words: string;
	}[];
	href: string;
};

export const commitmentsForPerson = async (
	tx: Tx,
	actor: Actor,
	personId: string,
): Promise<OwnCommitment[]> => {
	const found = await sql<Omit<OwnCommitment, 'href'>>`
		select c.id as "campaignId", c.title as "campaignTitle", c.starts_on as "startsOn", c.ends_on as "endsOn", r.id as "registrationId", r.state,
			coalesce((select jsonb_agg(jsonb_build_object('key', e.entry_key, 'content', i.title, 'field', f.title, 'act', e.act, 'measure', e.measure, 'evidence', e.evidence, 'marks', to_jsonb(e.marks)) order by i.position, e.position)
				from registration_entry e join campaign_item i on i.tenant_id = e.tenant_id and i.id = e.content_id
				left join campaign_item f on f.tenant_id = e.tenant_id and f.id = e.field_id
				where e.tenant_id = r.tenant_id and e.registration_id = r.id and e.is_current), '[]') as entries,
			coalesce((select jsonb_agg(jsonb_build_object('quarter', s.quarter, 'key', s.entry_key, 'self', s.outcome, 'done', s.done, 'checked', k.outcome, 'checkedAt', k.at, 'words', coalesce(k.words, '')) order by s.quarter, s.entry_key)
				from self_check s left join check_mark k on k.tenant_id = s.tenant_id and k.registration_id = s.registration_id and k.quarter = s.quarter and k.entry_key = s.entry_key
				where s.tenant_id = r.tenant_id and s.registration_id = r.id), '[]') as checks
		from registration r join campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
		where r.tenant_id = ${actor.tenantId} and r.person_id = ${personId} and (r.version > 0 or r.person_id = ${actor.personId})
		order by c.starts_on desc, r.id`.execute(tx);
	return found.rows.map((row) => ({
		...row,
		href:
			personId === actor.personId
				? `/dang-ky/${row.campaignId}/ban-dang-ky`
				: `/dang-ky/${row.campaignId}/ban/${row.registrationId}`,
	}));
};
