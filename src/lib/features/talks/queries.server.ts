import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type KnownTalk, talkColumns, talkTables, themesOf } from './facts.server.ts';
import { mayPlan, maySeeTalks, maySetTalkRule } from './policy.ts';

/** A talk in a list: never its text. */
export type ListedTalk = Pick<
	KnownTalk,
	'id' | 'state' | 'heldOn' | 'place' | 'theme' | 'title' | 'speakerName' | 'writeBy' | 'reviewBy'
> & { isMine: boolean };

const listed = (
	{ id, state, heldOn, place, theme, title, speakerName, speakerId, writeBy, reviewBy }: KnownTalk,
	actor: Actor,
): ListedTalk => ({
	id,
	state,
	heldOn,
	place,
	theme,
	// What a text is called is known when it was presented, and to whoever writes or reviews it.
	title: state === 'presented' || speakerId === actor.personId ? title : '',
	speakerName,
	writeBy,
	reviewBy,
	isMine: speakerId === actor.personId,
});

/** A question to exchange days, as the two of them see it. */
export type OpenSwap = {
	id: string;
	talkId: string;
	otherTalkId: string;
	isAsked: boolean;
	askerName: string;
	askedName: string;
	words: string;
	/** The day of who asks, and that of who is asked. */
	day: Day;
	otherDay: Day;
};

/** Open questions to the actor and of the actor. */
export const openSwaps = async (tx: Tx, actor: Actor): Promise<OpenSwap[]> => {
	const found = await sql<OpenSwap>`
		select w.id, w.talk_id as "talkId", w.other_talk_id as "otherTalkId", w.asked_id = ${actor.personId} as "isAsked", a.full_name as "askerName",
			b.full_name as "askedName", w.words, t.held_on as day, o.held_on as "otherDay"
		from talk_swap w
		join talk t on t.tenant_id = w.tenant_id and t.id = w.talk_id
		join talk o on o.tenant_id = w.tenant_id and o.id = w.other_talk_id
		join person a on a.tenant_id = w.tenant_id and a.id = w.asker_id
		join person b on b.tenant_id = w.tenant_id and b.id = w.asked_id
		where w.tenant_id = ${actor.tenantId} and w.state = 'asked' and ${actor.personId} in (w.asked_id, w.asker_id) order by w.asked_at`.execute(
		tx,
	);
	return found.rows;
};

const A_PAGE = 20;
const MOST_AHEAD = 60;

/**
 * The talks of a unit: what is next, what is the actor's own, and those that were presented, by year and theme.
 * @throws Failure missing for whoever is not of the unit
 */
export const talksPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; today: Day; year: number | null; theme: string; page: number },
) => {
	if (!maySeeTalks(actor, wanted.unitId).allowed) throw missing('failure_not_found');
	const of = sql`t.tenant_id = ${actor.tenantId} and t.unit_id = ${wanted.unitId}`;
	const ahead = await sql<KnownTalk>`
		select ${talkColumns} from ${talkTables}
		where ${of} and t.state not in ('planned', 'presented', 'cancelled') order by t.held_on, t.id limit ${MOST_AHEAD}`.execute(
		tx,
	);
	const reviewing = await sql<KnownTalk>`
		select ${talkColumns} from ${talkTables}
		where t.tenant_id = ${actor.tenantId} and t.reviewer_id = ${actor.personId} and t.state = 'in_review' order by t.review_by, t.id`.execute(
		tx,
	);
	const years = await sql<{ year: number }>`
		select distinct extract(year from t.held_on)::int as year from talk t where ${of} and t.state = 'presented' order by 1 desc`.execute(
		tx,
	);
	const themes = await sql<{ theme: string }>`
		select distinct t.theme from talk t where ${of} and t.state = 'presented' and t.theme <> '' order by 1`.execute(
		tx,
	);
	const scope = sql`${of} and t.state = 'presented' and (${wanted.year}::int is null or extract(year from t.held_on) = ${wanted.year}::int)
		and (${wanted.theme} = '' or t.theme = ${wanted.theme})`;
	const counted = await sql<{
		found: number;
	}>`select count(*)::int as found from talk t where ${scope}`.execute(tx);
	const found = counted.rows[0]?.found ?? 0;
	const page = Math.min(Math.max(1, wanted.page), Math.max(1, Math.ceil(found / A_PAGE)));
	const held = await sql<KnownTalk>`
		select ${talkColumns} from ${talkTables} where ${scope} order by t.held_on desc, t.id limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`.execute(
		tx,
	);
	return {
		mine: ahead.rows
			.filter(({ speakerId }) => speakerId === actor.personId)
			.map((talk) => listed(talk, actor)),
		reviewing: reviewing.rows.map((talk) => ({ ...listed(talk, actor), title: talk.title })),
		swaps: await openSwaps(tx, actor),
		next: ahead.rows.map((talk) => listed(talk, actor)),
		held: held.rows.map((talk) => listed(talk, actor)),
		found,
		page,
		size: A_PAGE,
		years: years.rows.map(({ year }) => year),
		themes: themes.rows.map(({ theme }) => theme),
		powers: {
			plan: mayPlan(actor, wanted.unitId).allowed,
			setRule: maySetTalkRule(actor, wanted.unitId).allowed,
		},
	};
};

/** The plan of themes of a year. @throws Failure missing for whoever is not of the unit */
export const themesPage = async (tx: Tx, actor: Actor, wanted: { unitId: string; year: number }) => {
	if (!maySeeTalks(actor, wanted.unitId).allowed) throw missing('failure_not_found');
	const themes = await themesOf(tx, { tenantId: actor.tenantId, unitId: wanted.unitId }, [wanted.year]);
	const named = await sql<{ id: string; name: string }>`
		select id, coalesce(number || ': ', '') || title as name from document
		where tenant_id = ${actor.tenantId} and id = any(${`{${themes.flatMap(({ documentId }) => documentId ?? []).join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	return {
		themes: themes.map((theme) => ({
			...theme,
			documentName: named.rows.find(({ id }) => id === theme.documentId)?.name ?? null,
		})),
		mayPlan: mayPlan(actor, wanted.unitId).allowed,
		documents: mayPlan(actor, wanted.unitId).allowed ? await documentsOf(tx, actor, wanted.unitId) : [],
	};
};

/** Documents that the unit was given, the newest first: a theme may be taken from one. */
const documentsOf = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
): Promise<{ value: string; label: string }[]> => {
	const found = await sql<{ value: string; label: string }>`
		select d.id as value, left(coalesce(d.number || ': ', '') || d.title, 140) as label from document d
		where d.tenant_id = ${actor.tenantId} and d.state = 'published'
			and exists (select from publication p where p.tenant_id = d.tenant_id and p.document_id = d.id and p.unit_id = ${unitId} and p.withdrawn_at is null)
		order by d.issued_on desc nulls last, d.id limit 100`.execute(tx);
	return found.rows;
};
