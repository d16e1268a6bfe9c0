import { sql } from 'kysely';
import { registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf, longDate } from '#lib/shared/calendar.ts';
import { stepsOf } from './facts.server.ts';
import { type LimitEntry, type ListedLimit, ownLimits } from './queries.server.ts';
import { meaningOf, sayEntry, sayKind, sayState } from './ui/words.ts';

type Said = LimitEntry & { limitId: string; fact: string };

/** What was written about the actor's own limits, and what they answered. */
const entriesOf = async (tx: Tx, { tenantId, personId }: Actor): Promise<Said[]> => {
	const found = await sql<Said>`
		select e.id, e.limit_id as "limitId", l.fact, e.kind, p.full_name as "byName", e.at, e.words, e.evidence from limit_entry e
		join personal_limit l on l.tenant_id = e.tenant_id and l.id = e.limit_id and l.person_id = ${personId}
		join person p on p.tenant_id = e.tenant_id and p.id = e.by_id
		where e.tenant_id = ${tenantId} order by e.at desc, e.id desc`.execute(tx);
	return found.rows;
};

/** The files that the actor brought with answers. */
const ownFiles = async (
	tx: Tx,
	{ tenantId, personId }: Actor,
): Promise<{ name: string; sha256: string }[]> => {
	const found = await sql<{ name: string; sha256: string }>`
		select f.file_name as name, f.sha256 from limit_file f
		join personal_limit l on l.tenant_id = f.tenant_id and l.id = f.limit_id and l.person_id = ${personId}
		where f.tenant_id = ${tenantId} order by f.added_at, f.id`.execute(tx);
	return found.rows;
};

const itemOf = (limit: ListedLimit, today: string) => ({
	key: limit.id,
	title: limit.fact,
	words: [sayKind(limit.kind), longDate(limit.factOn)],
	at: limit.givenAt,
	href: `/nhac-nho/${limit.id}`,
	state: { word: sayState(limit), meaning: meaningOf(limit, today) },
});

registerPersonalSource({
	key: 'limits',
	title: m.limit_own_title,
	place: 75,
	of: async (tx, actor, { from, to, today }) => {
		const isWithin = (moment: Date): boolean => dayOf(moment) >= from && dayOf(moment) <= to;
		const entries = await entriesOf(tx, actor);
		return {
			figures: [],
			items: (await ownLimits(tx, actor))
				.filter(({ givenAt }) => isWithin(givenAt))
				.map((limit) => itemOf(limit, today)),
			said: entries
				.filter(({ words, at }) => words !== '' && isWithin(at))
				.map((entry) => ({
					key: entry.id,
					title: entry.fact,
					words: [sayEntry(entry.kind, entry.byName), entry.words],
					at: entry.at,
					href: `/nhac-nho/${entry.limitId}`,
					state: null,
				})),
		};
	},
	export: async (tx, actor) => {
		const limits = await ownLimits(tx, actor);
		const steps = await Promise.all(limits.map(({ id }) => stepsOf(tx, actor.tenantId, id)));
		return {
			files: await ownFiles(tx, actor),
			data: {
				limits: limits.map((limit, at) => ({ ...limit, plan: steps[at] })),
				entries: await entriesOf(tx, actor),
			},
		};
	},
});
