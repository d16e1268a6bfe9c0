import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { missing } from '#lib/shared/failures.ts';
import { canReviewTalks } from './domain/reviewer.ts';
import type { TalkOutcome } from './domain/states.ts';
import { type KnownTalk, ownTextOf, talkFacts, themesOf } from './facts.server.ts';
import {
	canBeSwapped,
	mayAnswerResponse,
	mayAssignReviewer,
	mayChange,
	mayChooseTheme,
	mayConsent,
	mayMarkPresented,
	mayPresent,
	mayReadText,
	mayRemarkOnTalk,
	mayReopen,
	mayReplaceSpeaker,
	mayRespond,
	mayReviewTalk,
	maySeeResponses,
	maySeeTalk,
	mayTakeBack,
	mayWorkOn,
	mayWriteTalk,
} from './policy.ts';
import { type OpenSwap, openSwaps } from './queries.server.ts';

export type TalkVersion = {
	version: number;
	title: string;
	body: string;
	reason: string;
	sentAt: Date;
	outcome: TalkOutcome | null;
	words: string;
	reviewedAt: Date | null;
	reviewedBy: string | null;
};
export type TalkRemark = {
	id: string;
	version: number;
	passage: string;
	body: string;
	byName: string;
	at: Date;
};
export type TalkResponse = {
	personId: string;
	name: string;
	body: string;
	at: Date;
	answer: string;
	answeredAt: Date | null;
};

/** Versions with what came of each, as far as row level security gives them. */
export const versionsOf = async (tx: Tx, tenantId: string, talkId: string): Promise<TalkVersion[]> =>
	(
		await sql<TalkVersion>`
			select n.version, n.title, n.body, n.reason, n.sent_at as "sentAt", r.outcome, coalesce(r.words, '') as words, r.at as "reviewedAt", p.full_name as "reviewedBy"
			from talk_version n
			left join talk_review r on r.tenant_id = n.tenant_id and r.talk_id = n.talk_id and r.version = n.version
			left join person p on p.tenant_id = r.tenant_id and p.id = r.by_id
			where n.tenant_id = ${tenantId} and n.talk_id = ${talkId} order by n.version`.execute(tx)
	).rows;

const remarksOf = async (tx: Tx, tenantId: string, talkId: string): Promise<TalkRemark[]> =>
	(
		await sql<TalkRemark>`
			select k.id, k.version, k.passage, k.body, p.full_name as "byName", k.at from talk_remark k
			join person p on p.tenant_id = k.tenant_id and p.id = k.by_id
			where k.tenant_id = ${tenantId} and k.talk_id = ${talkId} order by k.at, k.id`.execute(tx)
	).rows;

/** What listeners said: all for the speaker and who leads, the own for everybody else. */
const responsesOf = async (tx: Tx, actor: Actor, talk: KnownTalk): Promise<TalkResponse[]> => {
	const all = maySeeResponses(actor, talk).allowed;
	const found = await sql<TalkResponse>`
		select r.person_id as "personId", p.full_name as name, r.body, r.at, r.answer, r.answered_at as "answeredAt" from talk_response r
		join person p on p.tenant_id = r.tenant_id and p.id = r.person_id
		where r.tenant_id = ${actor.tenantId} and r.talk_id = ${talk.id} and (${all} or r.person_id = ${actor.personId}) order by r.at, r.person_id`.execute(
		tx,
	);
	return found.rows;
};

/** The document or clause that a talk is about, where the actor may read it. */
export const placeOf = async (tx: Tx, actor: Actor, { documentId, clauseId }: KnownTalk) => {
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
		name: [documentName(document), clause?.label].filter(Boolean).join(', '),
		href: `/van-ban/${document.id}${clause ? `#${clause.anchor}` : ''}`,
	};
};

type Choice = { value: string; label: string };

/** Talks of others with which a speaker may exchange days. */
const swapChoices = async (tx: Tx, actor: Actor, talk: KnownTalk, today: Day) => {
	if (talk.speakerId !== actor.personId || !canBeSwapped(talk, today)) return [];
	const found = await sql<{ id: string; heldOn: Day; name: string; state: KnownTalk['state'] }>`
		select t.id, t.held_on as "heldOn", s.full_name as name, t.state from talk t join person s on s.tenant_id = t.tenant_id and s.id = t.speaker_id
		where t.tenant_id = ${actor.tenantId} and t.unit_id = ${talk.unitId} and t.speaker_id <> ${talk.speakerId} order by t.held_on, t.id`.execute(
		tx,
	);
	return found.rows.filter((other) => canBeSwapped(other, today));
};

/** What those who lead can change of a talk: whom it may be given to, who may review it. */
const planningOf = async (tx: Tx, actor: Actor, talk: KnownTalk, today: Day) => {
	const change = mayChange(actor, talk).allowed;
	const assign = mayAssignReviewer(actor, talk, null).allowed;
	const people = change || assign ? await peopleOfUnit(tx, talk.unitId, today) : [];
	const asChoice = ({ personId, fullName }: { personId: string; fullName: string }): Choice => ({
		value: personId,
		label: fullName,
	});
	return {
		change,
		replace: change && mayReplaceSpeaker(actor, talk).allowed,
		assign,
		speakers: change ? people.filter(({ standing }) => standing !== null).map(asChoice) : [],
		reviewers: assign
			? people
					.filter(({ roles, personId }) => canReviewTalks(roles) && personId !== talk.speakerId)
					.map(asChoice)
			: [],
	};
};

/** The themes of the plan for the year of a talk. */
const themeChoices = async (tx: Tx, actor: Actor, talk: KnownTalk): Promise<Choice[]> =>
	(
		await themesOf(tx, { tenantId: actor.tenantId, unitId: talk.unitId }, [Number(talk.heldOn.slice(0, 4))])
	).map(({ id, title }) => ({ value: id, label: title }));

/** A talk with what the actor may read and do. @throws Failure missing for whoever may not know of it */
export const talkPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { talkId: string; version?: number | undefined; today: Day },
): Promise<TalkPage> => {
	const talk = await talkFacts(tx, actor.tenantId, wanted.talkId);
	if (!maySeeTalk(actor, talk).allowed) throw missing('failure_not_found');
	const works = mayWorkOn(actor, talk).allowed;
	const reads = mayReadText(actor, talk).allowed;
	const versions = reads ? await versionsOf(tx, actor.tenantId, talk.id) : [];
	const last = talk.state === 'presented' ? talk.finalVersion : talk.version;
	const shown =
		versions.find(({ version }) => works && version === wanted.version) ??
		versions.find(({ version }) => version === last) ??
		null;
	const isSpeaker = talk.speakerId === actor.personId;
	const draft = isSpeaker
		? await ownTextOf(tx, { tenantId: actor.tenantId, talkId: talk.id, personId: actor.personId })
		: null;
	const planning = await planningOf(tx, actor, talk, wanted.today);
	const swaps = (await openSwaps(tx, actor)).filter(
		({ talkId, otherTalkId }) => talkId === talk.id || otherTalkId === talk.id,
	);
	const { consent, consentAt, title, changeReason, ...known } = talk;
	return {
		talk: {
			...known,
			title: works || talk.state === 'presented' ? title : '',
			changeReason: works ? changeReason : '',
			// Whether it may be published is between the speaker and those who would do it.
			consent:
				isSpeaker || planning.assign || planning.change || maySeeResponses(actor, talk).allowed
					? consent
					: null,
			consentAt: isSpeaker ? consentAt : null,
		},
		isSpeaker,
		works,
		place: await placeOf(tx, actor, talk),
		shown,
		versions: works ? versions : [],
		draft: draft ? { title: draft.title, isEmpty: draft.body.trim() === '' } : null,
		remarks: works ? await remarksOf(tx, actor.tenantId, talk.id) : [],
		responses: talk.state === 'presented' ? await responsesOf(tx, actor, talk) : [],
		swaps,
		swapChoices: swaps.length === 0 ? await swapChoices(tx, actor, talk, wanted.today) : [],
		planning,
		themes: planning.change ? await themeChoices(tx, actor, talk) : [],
		powers: {
			write: mayWriteTalk(actor, talk).allowed,
			takeBack: mayTakeBack(actor, talk).allowed,
			reopen: mayReopen(actor, talk).allowed,
			chooseTheme: mayChooseTheme(actor, talk).allowed,
			review: mayReviewTalk(actor, talk).allowed,
			remark: mayRemarkOnTalk(actor, talk).allowed,
			present: mayPresent(actor, talk).allowed && (shown !== null || (draft?.body ?? '') !== ''),
			markPresented: mayMarkPresented(actor, talk, wanted.today).allowed,
			respond: mayRespond(actor, talk).allowed,
			answer: mayAnswerResponse(actor, talk).allowed,
			seeResponses: maySeeResponses(actor, talk).allowed,
			consent: mayConsent(actor, talk).allowed,
		},
	};
};
export type TalkPage = {
	talk: KnownTalk;
	isSpeaker: boolean;
	works: boolean;
	place: { name: string; href: string } | null;
	shown: TalkVersion | null;
	versions: TalkVersion[];
	/** The own text on its way. */
	draft: { title: string; isEmpty: boolean } | null;
	remarks: TalkRemark[];
	responses: TalkResponse[];
	swaps: OpenSwap[];
	swapChoices: { id: string; heldOn: Day; name: string }[];
	planning: {
		change: boolean;
		replace: boolean;
		assign: boolean;
		speakers: Choice[];
		reviewers: Choice[];
	};
	themes: Choice[];
	powers: Record<
		| 'write'
		| 'takeBack'
		| 'reopen'
		| 'chooseTheme'
		| 'review'
		| 'remark'
		| 'present'
		| 'markPresented'
		| 'respond'
		| 'answer'
		| 'seeResponses'
		| 'consent',
		boolean
	>;
};
