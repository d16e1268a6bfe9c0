import { sql } from 'kysely';
import { EVER, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, longDate, startOfDay } from '#lib/shared/calendar.ts';
import type { TalkOutcome } from './domain/states.ts';
import { type KnownTalk, talkColumns, talkTables } from './facts.server.ts';
import { sayTalkState } from './ui/words.ts';

type Span = { from: Day; to: Day };

const talksOf = async (tx: Tx, { tenantId, personId }: Actor, { from, to }: Span): Promise<KnownTalk[]> => {
	const found = await sql<KnownTalk>`
		select ${talkColumns} from ${talkTables}
		where t.tenant_id = ${tenantId} and t.speaker_id = ${personId} and t.state not in ('planned', 'cancelled') and t.held_on between ${from} and ${to}
		order by t.held_on desc, t.id`.execute(tx);
	return found.rows;
};

type Said = {
	key: string;
	talkId: string;
	title: string;
	byName: string;
	at: Date;
	body: string;
	outcome: TalkOutcome | null;
};

/** Reviews of the actor's talks, remarks of others, and what listeners said. */
const saidOf = async (tx: Tx, { tenantId, personId }: Actor, { from, to }: Span): Promise<Said[]> => {
	const found = await sql<Said>`
		select x.key, t.id as "talkId", coalesce(nullif(t.title, ''), t.theme) as title, n.full_name as "byName", x.at, x.body, x.outcome from talk t
		cross join lateral (
			select 'r' || r.version as key, r.by_id, r.at, r.words as body, r.outcome from talk_review r where r.tenant_id = t.tenant_id and r.talk_id = t.id
			union all
			select 'k' || k.id, k.by_id, k.at, concat_ws(': ', nullif(k.passage, ''), k.body), null from talk_remark k
				where k.tenant_id = t.tenant_id and k.talk_id = t.id and k.by_id <> t.speaker_id
			union all
			select 'p' || p.person_id, p.person_id, p.at, p.body, null from talk_response p where p.tenant_id = t.tenant_id and p.talk_id = t.id
		) x
		join person n on n.tenant_id = t.tenant_id and n.id = x.by_id
		where t.tenant_id = ${tenantId} and t.speaker_id = ${personId} and (x.at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by x.at, x.key`.execute(tx);
	return found.rows;
};

registerPersonalSource({
	key: 'talks',
	title: m.talk_own_title,
	place: 37,
	of: async (tx, actor, period) => ({
		figures: [],
		items: (await talksOf(tx, actor, period)).map((talk) => ({
			key: talk.id,
			title: talk.title || talk.theme || m.talk_due_name({ day: longDate(talk.heldOn) }),
			words: [m.talk_due_day({ day: longDate(talk.heldOn) })],
			at: startOfDay(talk.heldOn),
			href: `/duoi-co/${talk.id}`,
			state: sayTalkState(talk.state),
		})),
		said: (await saidOf(tx, actor, period)).map((one) => ({
			key: `${one.talkId} ${one.key}`,
			title: one.title,
			words: [one.byName, one.body].filter(Boolean),
			at: one.at,
			href: `/duoi-co/${one.talkId}`,
			state: one.outcome ? sayTalkState(one.outcome) : null,
		})),
	}),
	export: async (tx, actor) => {
		const talks = await talksOf(tx, actor, EVER);
		const versions = await sql<{
			talkId: string;
			version: number;
			title: string;
			body: string;
			sentAt: Date;
		}>`
			select talk_id as "talkId", version, title, body, sent_at as "sentAt" from talk_version
			where tenant_id = ${actor.tenantId} and author_id = ${actor.personId} order by sent_at`.execute(tx);
		const drafts = await sql<{ talkId: string; title: string; body: string; savedAt: Date }>`
			select talk_id as "talkId", title, body, saved_at as "savedAt" from talk_text
			where tenant_id = ${actor.tenantId} and author_id = ${actor.personId} order by saved_at`.execute(tx);
		const responses = await sql<{ talkId: string; body: string; at: Date; answer: string }>`
			select talk_id as "talkId", body, at, answer from talk_response
			where tenant_id = ${actor.tenantId} and person_id = ${actor.personId} order by at`.execute(tx);
		const leaves = await sql<{ kind: string; fromDay: Day; toDay: Day }>`
			select kind, from_day as "fromDay", to_day as "toDay" from talk_leave
			where tenant_id = ${actor.tenantId} and person_id = ${actor.personId} order by from_day`.execute(tx);
		return {
			data: {
				talks,
				versions: versions.rows,
				drafts: drafts.rows,
				said: await saidOf(tx, actor, EVER),
				responses: responses.rows,
				leaves: leaves.rows,
			},
			texts: [...new Map([...drafts.rows, ...versions.rows].map((text) => [text.talkId, text])).values()].map(
				({ title, body }) => ({ title, body }),
			),
		};
	},
});
