import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { numberedPaperOf } from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { missing } from '#lib/shared/failures.ts';
import type { RecognitionKind, RecognitionState } from './domain/states.ts';
import { type Evidence, evidenceOf } from './evidence.server.ts';
import { type KnownRecognition, recognitionFacts } from './facts.server.ts';
import {
	mayDecide,
	mayIssueNotice,
	mayLead,
	mayPropose,
	mayRead,
	maySeeAnnounced,
	maySetRule,
	maySpeakForOneself,
	mayWithdraw,
	mayWritePaper,
} from './policy.ts';

/** A recognition in the list of what a unit announced. */
export type AnnouncedDeed = {
	id: string;
	kind: RecognitionKind;
	/** Null where the person asked not to be named, and for a collective. */
	personName: string | null;
	jobTitle: string | null;
	collective: string | null;
	title: string;
	deed: string;
	field: string;
	formName: string | null;
	honouredOn: Day;
	/** There is a page of it for whoever looks. */
	isOpen: boolean;
};

export type AnnouncedFilter = {
	year: number | null;
	/** `example`, or the key of a form. */
	kind: string;
	field: string;
};

const A_PAGE = 20;

/** What a unit announced, for its people: those named are there by row level security, the others without whose they are. */
const announced = (actor: Actor, unitId: string) => sql`(
	select r.id, r.kind, h.full_name as "personName", h.job_title as "jobTitle", r.collective, r.title, r.deed, r.field, r.form, r.honoured_on as "honouredOn", true as "isOpen"
		from recognition r left join person h on h.tenant_id = r.tenant_id and h.id = r.person_id
		where r.tenant_id = ${actor.tenantId} and r.unit_id = ${unitId} and r.state = 'announced' and (r.is_named or r.person_id = ${actor.personId})
	union all
	select d.id, d.kind, null, null, null, d.title, d.deed, d.field, d.form, d.honoured_on, false from public.unnamed_deeds(${unitId}) d
		where not exists (select from recognition o where o.tenant_id = ${actor.tenantId} and o.id = d.id and o.person_id = ${actor.personId})
) a`;

/** What the unit announced, the newest first. @throws Failure missing for whoever is not of the unit */
export const announcedList = async (
	tx: Tx,
	actor: Actor,
	wanted: AnnouncedFilter & { unitId: string; page: number },
) => {
	if (!maySeeAnnounced(actor, wanted.unitId).allowed) throw missing('failure_not_found');
	const from = announced(actor, wanted.unitId);
	const years = await sql<{ year: number }>`
		select distinct extract(year from "honouredOn")::int as year from ${from} order by 1 desc`.execute(tx);
	const fields = await sql<{ field: string }>`
		select distinct field from ${from} where field <> '' order by 1`.execute(tx);
	const forms = await sql<{ key: string; name: string }>`
		select distinct form ->> 'key' as key, form ->> 'name' as name from ${from} where form is not null order by 2`.execute(
		tx,
	);
	const { year, kind, field } = wanted;
	const scope = sql`(${year}::int is null or extract(year from a."honouredOn") = ${year}::int) and (${field} = '' or a.field = ${field})
		and (${kind} = '' or (${kind} = 'example' and a.kind = 'example') or a.form ->> 'key' = ${kind})`;
	const counted = await sql<{
		found: number;
		individual: number;
		collective: number;
	}>`select count(*)::int as found, count(*) filter (where a.collective is null)::int as individual, count(*) filter (where a.collective is not null)::int as collective
		from ${from} where ${scope}`.execute(tx);
	const { found, individual, collective } = counted.rows[0] ?? { found: 0, individual: 0, collective: 0 };
	const page = Math.min(Math.max(1, wanted.page), Math.max(1, Math.ceil(found / A_PAGE)));
	const rows = await sql<AnnouncedDeed>`
		select a.id, a.kind, a."personName", a."jobTitle", a.collective, a.title, a.deed, a.field, a.form ->> 'name' as "formName", a."honouredOn", a."isOpen"
		from ${from} where ${scope} order by a."honouredOn" desc, a.id desc limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`.execute(
		tx,
	);
	return {
		deeds: rows.rows,
		found,
		individual,
		collective,
		page,
		size: A_PAGE,
		years: years.rows.map((row) => row.year),
		fields: fields.rows.map((row) => row.field),
		forms: forms.rows,
		powers: {
			propose: mayPropose(actor, wanted.unitId, null).allowed,
			lead: mayLead(actor, wanted.unitId).allowed,
			setRule: maySetRule(actor, wanted.unitId).allowed,
		},
	};
};

export type OpenProposal = {
	id: string;
	kind: RecognitionKind;
	state: RecognitionState;
	subject: string;
	title: string;
	proposerName: string;
	proposedAt: Date;
	isOwn: boolean;
};

/** What is not announced: waiting, for those who decide; and one's own proposals with what came of them. */
export const openProposals = async (tx: Tx, actor: Actor, unitId: string): Promise<OpenProposal[]> => {
	const found = await sql<OpenProposal>`
		select r.id, r.kind, r.state, coalesce(h.full_name, r.collective) as subject, r.title, w.full_name as "proposerName", r.proposed_at as "proposedAt",
			coalesce(r.proposer_id = ${actor.personId}, false) as "isOwn"
		from recognition r join person w on w.tenant_id = r.tenant_id and w.id = r.proposer_id
		left join person h on h.tenant_id = r.tenant_id and h.id = r.person_id
		where r.tenant_id = ${actor.tenantId} and r.person_id is distinct from ${actor.personId}
			and ((r.state = 'proposed' and ((r.unit_id = ${unitId} and ${mayLead(actor, unitId).allowed}) or r.above_unit_id = ${unitId}))
				or (r.proposer_id = ${actor.personId} and r.state in ('proposed', 'declined') and r.unit_id = ${unitId}))
		order by r.state = 'declined', r.proposed_at desc limit 50`.execute(tx);
	return found.rows;
};

const nameOf = async (tx: Tx, personId: string | null): Promise<string | null> => {
	if (!personId) return null;
	const row = await tx
		.selectFrom('person')
		.select('full_name as name')
		.where('id', '=', personId)
		.executeTakeFirst();
	return row?.name ?? null;
};

const placeOf = async (tx: Tx, actor: Actor, { documentId, clauseId }: KnownRecognition) => {
	if (!documentId) return null;
	const [document] = await documentsForReading(tx, actor, [documentId]);
	if (!document) return null;
	const clause = clauseId
		? await tx
				.selectFrom('clause')
				.select(['anchor', 'label'])
				.where('tenant_id', '=', actor.tenantId)
				.where('id', '=', clauseId)
				.executeTakeFirst()
		: undefined;
	return {
		documentId: document.id,
		name: documentName(document),
		clause: clause?.label ?? null,
		anchor: clause?.anchor ?? null,
	};
};

/** A recognition with what shows it and what the actor may do. @throws Failure missing for whoever may not know of it */
export const recognitionPage = async (
	tx: Tx,
	actor: Actor,
	recognitionId: string,
): Promise<RecognitionPage> => {
	const one = await recognitionFacts(tx, actor.tenantId, recognitionId);
	if (!mayRead(actor, one).allowed) throw missing('failure_not_found');
	const agreeing = mayDecide(actor, one, 'agree').allowed;
	const members = await sql<{ name: string }>`
		select p.full_name as name from recognition_member m join person p on p.tenant_id = m.tenant_id and p.id = m.person_id
		where m.tenant_id = ${actor.tenantId} and m.recognition_id = ${one.id} order by p.sort_key collate "vi-x-icu"`.execute(
		tx,
	);
	const isProposer = one.proposerId === actor.personId;
	const leads = agreeing || mayLead(actor, one.unitId).allowed;
	const mark = (await numberedPaperOf(tx, actor.tenantId, { type: 'recognition', id: one.id }))?.mark ?? null;
	const { consent, consentAt, reason, ...shown } = one;
	const isHonoured = actor.personId !== null && actor.personId === one.personId;
	return {
		one: {
			...shown,
			reason: isProposer || one.decidedBy === actor.personId ? reason : '',
			// Whether the name may be shown beyond the unit is between the person and those who would show it.
			consent: isHonoured || leads ? consent : null,
			consentAt: isHonoured || leads ? consentAt : null,
		},
		mark,
		isHonoured,
		isProposer,
		leads,
		members: members.rows.map(({ name }) => name),
		proposerName: leads || isProposer ? await nameOf(tx, one.proposerId) : null,
		decidedByName: await nameOf(tx, one.decidedBy),
		firstAgreedByName: leads || isProposer ? await nameOf(tx, one.firstAgreedBy) : null,
		place: await placeOf(tx, actor, one),
		evidence: await evidenceOf(tx, actor.tenantId, one.id),
		powers: {
			agree: agreeing,
			decline: mayDecide(actor, one, 'decline').allowed,
			withdraw: mayWithdraw(actor, one).allowed,
			speak: maySpeakForOneself(actor, one).allowed,
			paper: mayWritePaper(actor, one).allowed,
			notice: mark === null && mayIssueNotice(actor, one).allowed,
		},
	};
};
export type RecognitionPage = {
	one: KnownRecognition;
	/** The number of its notice. */
	mark: string | null;
	isHonoured: boolean;
	isProposer: boolean;
	leads: boolean;
	members: string[];
	proposerName: string | null;
	decidedByName: string | null;
	firstAgreedByName: string | null;
	place: { documentId: string; name: string; clause: string | null; anchor: string | null } | null;
	evidence: Evidence[];
	powers: Record<'agree' | 'decline' | 'withdraw' | 'speak' | 'paper' | 'notice', boolean>;
};
