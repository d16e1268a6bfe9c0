import { sql } from 'kysely';
import { EVER, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, startOfDay } from '#lib/shared/calendar.ts';

type Voted = {
	id: string;
	name: string;
	day: Day;
	isPresent: boolean;
	votes: { unit: string; choice: 'yes' | 'no' }[];
};

/** By the day on which the figures were fixed: sessions in which the actor was entitled to vote on a title; of open votes what was said. */
const votesOfMine = async (tx: Tx, actor: Actor, { from, to }: { from: Day; to: Day }): Promise<Voted[]> => {
	const found = await sql<Voted>`
		select a.id, a.name, s.day, v.is_present as "isPresent",
			coalesce((select jsonb_agg(jsonb_build_object('unit', u.name, 'choice', o.choice) order by u.name) from award_vote o join unit u on u.tenant_id = o.tenant_id and u.id = o.unit_id
				where o.tenant_id = v.tenant_id and o.award_id = v.award_id and o.person_id = v.person_id), '[]') as votes
		from award_voter v join award a on a.tenant_id = v.tenant_id and a.id = v.award_id
		join lateral (select (a.fixed_at at time zone 'Asia/Ho_Chi_Minh')::date as day) s on true
		where v.tenant_id = ${actor.tenantId} and v.person_id = ${actor.personId} and s.day between ${from} and ${to} order by s.day desc, a.id`.execute(
		tx,
	);
	return found.rows;
};

registerPersonalSource({
	key: 'nominations',
	title: m.award_own_title,
	place: 66,
	of: async (tx, actor, period) => ({
		figures: [],
		items: (await votesOfMine(tx, actor, period)).map((one) => ({
			key: one.id,
			title: one.name,
			words: [one.isPresent ? m.award_own_present() : m.award_own_absent()],
			at: startOfDay(one.day),
			href: `/binh-xet/${one.id}`,
			state: null,
		})),
	}),
	export: async (tx, actor) => ({ data: { voted: await votesOfMine(tx, actor, EVER) } }),
});
