import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { ReorganisationState } from './domain/states.ts';
import { mayReorganise, maySeeReorganisation } from './policy.ts';

export type ListedReorganisation = {
	id: string;
	unitName: string;
	title: string;
	decisionNumber: string;
	effectiveOn: Day;
	state: ReorganisationState;
	problem: string;
	acts: number;
};

/** The units within which the actor may reorganise. */
export const homesOf = async (tx: Tx, actor: Actor): Promise<{ value: string; label: string }[]> => {
	const paths = actor.roles
		.filter(({ role }) => role === 'administrator' || role === 'secretary')
		.map(({ path }) => path);
	const found = await sql<{ id: string; name: string; path: string }>`
		select u.id, u.name, u.path::text as path from unit u
		where u.tenant_id = ${actor.tenantId} and u.dissolved_on is null and u.path <@ (${`{${paths.join(',')}}`}::text[])::ltree[]
			and (u.path = any ((${`{${paths.join(',')}}`}::text[])::ltree[]) or exists (select from unit b where b.tenant_id = u.tenant_id and b.parent_id = u.id and b.dissolved_on is null))
		order by u.path limit 500`.execute(tx);
	return found.rows
		.filter(({ id, path }) => mayReorganise(actor, { unitId: id, path }).allowed)
		.map(({ id, name }) => ({ value: id, label: name }));
};

/** The reorganisations that the actor may see, those to come first. */
export const listReorganisations = async (tx: Tx, actor: Actor): Promise<ListedReorganisation[]> => {
	const found = await sql<ListedReorganisation & { unitId: string; path: string }>`
		select r.id, r.unit_id as "unitId", u.path::text as path, u.name as "unitName", r.title, r.decision_number as "decisionNumber", r.effective_on as "effectiveOn", r.state, r.problem,
			(select count(*)::int from reorganisation_act a where a.tenant_id = r.tenant_id and a.reorganisation_id = r.id) as acts
		from reorganisation r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = ${actor.tenantId} order by r.state in ('carried_out', 'cancelled'), r.effective_on desc, r.id desc limit 300`.execute(
		tx,
	);
	return found.rows
		.filter(({ unitId, path }) => maySeeReorganisation(actor, { unitId, path }).allowed)
		.map(({ unitId: _unit, path: _path, ...row }) => row);
};

/** What the list page shows. @throws Failure refused for whoever may neither see nor prepare one */
export const reorganisationsPage = async (tx: Tx, actor: Actor) => {
	const homes = await homesOf(tx, actor);
	const list = await listReorganisations(tx, actor);
	const follows = actor.roles.some(({ role }) =>
		['administrator', 'secretary', 'deputy', 'committee_member', 'higher_officer'].includes(role),
	);
	if (homes.length === 0 && list.length === 0 && !follows) throw refused('refused_reorganise');
	return { homes, list };
};
