import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, requireUnit, unitsBelow } from '#lib/features/organisation/public.server.ts';
import { publishedTo } from '#lib/features/reading/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { behindWith, type Link, type Reach, reachByUnit, reachOf, type UnitReach } from './domain/reach.ts';
import type { Presence, RoundState } from './domain/states.ts';
import { type KnownRound, roundFacts, sessionFacts, sessionsOf } from './facts.server.ts';
import { type Participant, participantsOf } from './participants.server.ts';
import {
	mayArrange,
	mayCheckIn,
	mayCloseRound,
	mayOrganise,
	mayPrepare,
	mayRecordAttendance,
	maySeePeople,
	maySeeReach,
	maySeeRound,
	mayUrgeInRound,
} from './policy.ts';
import { sectionsOf } from './sections.server.ts';
import { slidesOf } from './slides.server.ts';
import { lastUrged } from './urged.server.ts';

/** A round that the actor may see. @throws Failure missing */
export const seen = async (tx: Tx, actor: Actor, roundId: string): Promise<KnownRound> => {
	const round = await roundFacts(tx, actor, roundId);
	if (!maySeeRound(actor, round).allowed) throw missing('failure_not_found');
	return round;
};

export type ListedRound = {
	id: string;
	title: string;
	state: RoundState;
	startsOn: Day;
	paperDueOn: Day | null;
	documents: number;
	sessions: number;
	nextAt: Date | null;
	isParticipant: boolean;
};

/** Rounds of a unit, and of a committee above in which its people take part, newest first; those in preparation only for those who lead. */
export const roundList = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; page: number; now: Date },
): Promise<{ rounds: ListedRound[]; total: number; size: number; mayOrganise: boolean }> => {
	const size = 20;
	const all = maySeePeople(actor, wanted.unitId).allowed;
	const found = await sql<ListedRound & { total: number }>`
		select r.id, r.title, r.state, r.starts_on as "startsOn", r.paper_due_on as "paperDueOn", p.person_id is not null as "isParticipant",
			(select count(*)::int from study_round_document d where d.tenant_id = r.tenant_id and d.round_id = r.id) as documents,
			(select count(*)::int from study_session s where s.tenant_id = r.tenant_id and s.round_id = r.id) as sessions,
			(select min(s.starts_at) from study_session s where s.tenant_id = r.tenant_id and s.round_id = r.id and s.ends_at >= ${wanted.now}) as "nextAt",
			count(*) over ()::int as total
		from study_round r
		left join study_participant p on p.tenant_id = r.tenant_id and p.round_id = r.id and p.person_id = ${actor.personId}
		where r.tenant_id = ${actor.tenantId} and (
			(r.unit_id = ${wanted.unitId} and (${all} or (p.person_id is not null and r.state <> 'preparing')))
			or (r.state <> 'preparing' and p.home_unit_id = ${wanted.unitId})
			or (${all} and r.state <> 'preparing' and exists (select from study_partaking_unit x where x.tenant_id = r.tenant_id and x.round_id = r.id and x.unit_id = ${wanted.unitId}))
		)
		order by r.state = 'closed', r.starts_on desc, r.id limit ${size} offset ${(wanted.page - 1) * size}`.execute(
		tx,
	);
	return {
		rounds: found.rows,
		total: found.rows[0]?.total ?? 0,
		size,
		mayOrganise: mayOrganise(actor, wanted.unitId).allowed,
	};
};

export type StudiedDocument = {
	id: string;
	name: string;
	title: string;
	isPublished: boolean;
	sections: { id: string; anchor: string; label: string }[];
};

/** What a round is about: documents that the actor may read, with the sections that were chosen. */
export const documentsOfRound = async (
	tx: Tx,
	actor: Actor,
	round: KnownRound,
): Promise<StudiedDocument[]> => {
	const chosen = await sql<{ documentId: string; id: string; anchor: string; label: string }>`
		select c.document_id as "documentId", c.id, c.anchor, concat_ws(' ', nullif(c.label, ''), nullif(c.heading, '')) as label
		from study_round_clause s join clause c on c.tenant_id = s.tenant_id and c.id = s.clause_id
		where s.tenant_id = ${actor.tenantId} and s.round_id = ${round.id} order by c.ordinal`.execute(tx);
	const sections = Map.groupBy(chosen.rows, ({ documentId }) => documentId);
	const published = new Set(
		await publishedTo(tx, { tenantId: actor.tenantId, unitId: round.unitId }, round.documentIds),
	);
	return (await documentsForReading(tx, actor, round.documentIds)).map((document) => ({
		id: document.id,
		name: documentName(document),
		title: document.title,
		isPublished: published.has(document.id),
		sections: (sections.get(document.id) ?? []).map(({ id, anchor, label }) => ({ id, anchor, label })),
	}));
};

const powersOf = (actor: Actor, round: KnownRound) => ({
	prepare: mayPrepare(actor, round).allowed,
	arrange: mayArrange(actor, round).allowed,
	close: mayCloseRound(actor, round).allowed,
	record: mayRecordAttendance(actor, round).allowed,
	checkIn: mayCheckIn(round).allowed,
	seePeople: maySeeReach(actor, round).allowed,
	/** The report and the questions: those who lead the unit that holds the round. */
	lead: maySeePeople(actor, round.unitId).allowed,
});

/** The units below the one that holds a round, from which others may take part. */
const unitsBelowOf = async (tx: Tx, unitId: string, today: Day): Promise<{ id: string; name: string }[]> => {
	const { path } = await requireUnit(tx, unitId);
	return (await unitsBelow(tx, [path], today))
		.filter(({ id }) => id !== unitId)
		.map(({ id, name }) => ({ id, name }));
};

/** The page of a round, for who takes part and for who leads: what is studied, when, the own chain, and the reach. */
export const roundPage = async (tx: Tx, actor: Actor, roundId: string, today: Day) => {
	const round = await seen(tx, actor, roundId);
	const powers = powersOf(actor, round);
	const sessions = await sessionsOf(tx, actor.tenantId, round.id);
	const participants = await participantsOf(tx, actor, round, sessions);
	const own = participants.find(({ personId }) => personId === actor.personId) ?? null;
	const slides = Map.groupBy(await slidesOf(tx, actor.tenantId, round.id), ({ sessionId }) => sessionId);
	const people = powers.prepare ? await peopleOfUnit(tx, round.unitId, today) : [];
	return {
		round,
		powers,
		documents: await documentsOfRound(tx, actor, round),
		sessions: sessions.map(({ checkInCode, ...session }, at) => ({
			...session,
			checkInCode: powers.record ? checkInCode : null,
			slides: slides.get(session.id) ?? [],
			own: own?.presences[at] ?? null,
			present: powers.seePeople
				? participants.filter(({ presences }) => presences[at] === 'present').length
				: null,
		})),
		own,
		reach:
			powers.seePeople && round.state !== 'preparing'
				? reachOf(participants, round.paperDueOn !== null)
				: null,
		people: people.map(({ personId, fullName }) => ({ personId, name: fullName })),
		below: powers.prepare ? await unitsBelowOf(tx, round.unitId, today) : [],
	};
};

/** What a round that is being prepared is about, to change it. @throws Failure missing, refused once it is published */
export const roundToChange = async (tx: Tx, actor: Actor, roundId: string) => {
	const round = await seen(tx, actor, roundId);
	if (!mayPrepare(actor, round).allowed) throw refused('refused_study_published');
	const documents = await documentsOfRound(tx, actor, round);
	return { round, documents, sections: await sectionsOf(tx, actor.tenantId, documents) };
};

/** Who is noted as what at a session, for who leads. @throws Failure missing, refused */
export const sessionPage = async (tx: Tx, actor: Actor, wanted: { roundId: string; sessionId: string }) => {
	const session = await sessionFacts(tx, actor.tenantId, wanted.sessionId);
	if (session.roundId !== wanted.roundId) throw missing('failure_not_found');
	const round = await seen(tx, actor, session.roundId);
	const may = maySeeReach(actor, round);
	if (!may.allowed) throw refused(may.key);
	const rows = await sql<{
		personId: string;
		name: string;
		homeUnitId: string;
		isRequired: boolean;
		presence: Presence | null;
		reason: string;
		bySelf: boolean;
	}>`
		select p.person_id as "personId", n.full_name as name, p.home_unit_id as "homeUnitId", p.is_required as "isRequired", a.state as presence, coalesce(a.reason, '') as reason, coalesce(a.by_self, false) as "bySelf"
		from study_participant p
		join person n on n.tenant_id = p.tenant_id and n.id = p.person_id
		left join study_attendance a on a.tenant_id = p.tenant_id and a.session_id = ${session.id} and a.person_id = p.person_id
		where p.tenant_id = ${actor.tenantId} and p.round_id = ${round.id} order by n.sort_key collate "vi-x-icu", n.id`.execute(
		tx,
	);
	const powers = powersOf(actor, round);
	return {
		round,
		session: { ...session, checkInCode: powers.record ? session.checkInCode : null },
		people: rows.rows.map((person) => ({
			...person,
			mayRecord: mayRecordAttendance(actor, round, person.homeUnitId).allowed,
		})),
		powers,
	};
};

export type ReachPage = {
	round: KnownRound;
	participants: (Participant & { behind: Link[]; urgedAt: Date | null; mayRecord: boolean })[];
	/** The whole, and unit by unit. */
	reach: Reach;
	units: UnitReach[];
	mayUrge: boolean;
};

/** How far each participant has come; for who leads a unit below, each of their own. @throws Failure missing, refused for who leads no unit that takes part */
export const reachPage = async (tx: Tx, actor: Actor, roundId: string, now: Date): Promise<ReachPage> => {
	const round = await seen(tx, actor, roundId);
	const may = maySeeReach(actor, round);
	if (!may.allowed) throw refused(may.key);
	const sessions = await sessionsOf(tx, actor.tenantId, round.id);
	const participants = await participantsOf(tx, actor, round, sessions);
	const urged = await lastUrged(tx, round);
	const wantsPaper = round.paperDueOn !== null;
	const isOver = sessions.map(({ endsAt }) => endsAt <= now);
	return {
		round,
		participants: participants.map((person) => ({
			...person,
			behind: behindWith(person, wantsPaper, isOver),
			urgedAt: urged.get(person.personId) ?? null,
			mayRecord: mayRecordAttendance(actor, round, person.homeUnitId).allowed,
		})),
		reach: reachOf(participants, wantsPaper),
		units: reachByUnit(participants, wantsPaper),
		mayUrge: mayUrgeInRound(actor, round).allowed,
	};
};
