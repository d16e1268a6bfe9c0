import { sql } from 'kysely';
import { EVER, type PersonalPeriod, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, longDate, startOfDay } from '#lib/shared/calendar.ts';
import { actsOf, type Fields, proposalsOf } from './domain/fields.ts';
import type { Form } from './domain/form.ts';
import type { Outcome, ReflectionState } from './domain/states.ts';
import { sayReflectionState, sayReview } from './ui/words.ts';

type Row = {
	roundId: string;
	title: string;
	paperDueOn: Day;
	reflectionId: string | null;
	state: ReflectionState | null;
	form: Form | null;
	handedInAt: Date | null;
	level: string | null;
};

/** The rounds whose paper the actor owes by a day of the period, with the own paper where there is one. */
const papersOf = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Row[]> => {
	const found = await sql<Row>`
		select r.id as "roundId", r.title, r.paper_due_on as "paperDueOn", p.id as "reflectionId", p.state, p.form, p.handed_in_at as "handedInAt", p.level
		from study_participant t
		join study_round r on r.tenant_id = t.tenant_id and r.id = t.round_id and r.state <> 'preparing'
		left join reflection p on p.tenant_id = t.tenant_id and p.round_id = r.id and p.author_id = t.person_id
		where t.tenant_id = ${actor.tenantId} and t.person_id = ${actor.personId} and (t.is_required or p.id is not null)
			and r.paper_due_on between ${from} and ${to}
		order by r.paper_due_on, r.id`.execute(tx);
	return found.rows;
};

type Said = {
	id: string;
	roundId: string;
	title: string;
	byName: string;
	at: Date;
	body: string;
	outcome: Outcome | null;
	level: string | null;
};

/** Reviews of the actor's papers, and remarks of others on passages of them. */
const saidOf = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Said[]> => {
	const found = await sql<Said>`
		select s.id, p.round_id as "roundId", r.title, n.full_name as "byName", s.at, s.body, s.outcome, s.level
		from reflection p join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id
		cross join lateral (
			select v.version::text as id, v.by_id, v.at, v.words as body, v.outcome, v.level from reflection_review v
				where v.tenant_id = p.tenant_id and v.reflection_id = p.id
			union all
			select k.id::text, k.by_id, k.at, concat_ws(': ', nullif(k.passage, ''), k.body), null, null from reflection_remark k
				where k.tenant_id = p.tenant_id and k.reflection_id = p.id and k.by_id <> p.author_id
		) s
		join person n on n.tenant_id = p.tenant_id and n.id = s.by_id
		where p.tenant_id = ${actor.tenantId} and p.author_id = ${actor.personId} and (s.at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by s.at, s.id`.execute(tx);
	return found.rows;
};

/** A paper as it is read: its parts, what the author will do, what was proposed. */
const textOf = (form: Form | null, fields: Fields): string =>
	[
		...(form?.parts ?? []).map(({ key, title }) => `${title}\n${fields[key] ?? ''}`),
		...actsOf(fields).map(({ what, by }) => `- ${what}${by ? ` (${longDate(by)})` : ''}`),
		...proposalsOf(fields).map(({ text }) => `- ${text}`),
	].join('\n\n');

registerPersonalSource({
	key: 'reflections',
	title: m.reflection_mine_title,
	place: 35,
	of: async (tx, actor, period) => {
		const rows = await papersOf(tx, actor, period);
		const handedIn = rows.filter(({ state }) => state === 'handed_in' || state === 'accepted').length;
		const isLate = rows.some(
			({ state, paperDueOn }) => state !== 'handed_in' && state !== 'accepted' && paperDueOn < period.today,
		);
		const said = await saidOf(tx, actor, period);
		return {
			figures:
				rows.length === 0
					? []
					: [
							{
								key: 'reflections',
								words: m.reflection_mine_figure({ done: handedIn, all: rows.length }),
								value: handedIn,
								of: rows.length,
								href: null,
								meaning: handedIn === rows.length ? 'done' : isLate ? 'late' : 'neutral',
							},
						],
			items: rows.map((row) => ({
				key: row.roundId,
				title: row.title,
				words: [m.reflection_mine_due({ day: longDate(row.paperDueOn) }), row.level ?? ''].filter(Boolean),
				at: row.handedInAt ?? startOfDay(row.paperDueOn),
				href: `/hoc-tap/${row.roundId}/bai-thu-hoach`,
				state: sayReflectionState(row.state ?? 'none'),
			})),
			said: said.map((one) => ({
				key: `${one.roundId} ${one.id}`,
				title: one.title,
				words: [one.byName, one.body].filter(Boolean),
				at: one.at,
				href: `/hoc-tap/${one.roundId}/bai-thu-hoach`,
				state: one.outcome
					? {
							word: sayReview(one.outcome, one.level),
							meaning: one.outcome === 'accepted' ? ('done' as const) : ('late' as const),
						}
					: null,
			})),
		};
	},
	export: async (tx, actor) => {
		const papers = await papersOf(tx, actor, EVER);
		const versions = await sql<{ reflectionId: string; version: number; fields: Fields; handedInAt: Date }>`
			select v.reflection_id as "reflectionId", v.version, v.fields, v.handed_in_at as "handedInAt" from reflection_version v
			join reflection p on p.tenant_id = v.tenant_id and p.id = v.reflection_id and p.author_id = ${actor.personId}
			where v.tenant_id = ${actor.tenantId} order by v.handed_in_at`.execute(tx);
		const drafts = await sql<{ reflectionId: string; fields: Fields; savedAt: Date }>`
			select t.reflection_id as "reflectionId", t.fields, t.saved_at as "savedAt" from reflection_text t
			where t.tenant_id = ${actor.tenantId} and t.author_id = ${actor.personId}`.execute(tx);
		const files = await sql<{ name: string; sha256: string }>`
			select f.file_name as name, f.sha256 from reflection_file f
			join reflection p on p.tenant_id = f.tenant_id and p.id = f.reflection_id and p.author_id = ${actor.personId}
			where f.tenant_id = ${actor.tenantId} and f.dropped_at is null order by f.added_at, f.id`.execute(tx);
		return {
			data: {
				papers,
				versions: versions.rows,
				drafts: drafts.rows,
				said: await saidOf(tx, actor, EVER),
			},
			texts: papers.flatMap((paper) => {
				const last =
					versions.rows.filter(({ reflectionId }) => reflectionId === paper.reflectionId).at(-1) ??
					drafts.rows.find(({ reflectionId }) => reflectionId === paper.reflectionId);
				return last ? [{ title: paper.title, body: textOf(paper.form, last.fields) }] : [];
			}),
			files: files.rows,
		};
	},
});
