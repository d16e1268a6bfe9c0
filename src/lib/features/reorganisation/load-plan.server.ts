import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { type Act, foundedBy } from './domain/acts.ts';
import type { ProblemKey } from './domain/checks.ts';
import { type Effects, effectsOf } from './domain/effects.ts';
import { actsOf, type KnownAct, type KnownReorganisation, reorganisationFacts } from './facts.server.ts';
import { maySeeReorganisation } from './policy.ts';
import { type TreeUnit, tryActs } from './tree.server.ts';

/** A unit by its name; `href` where it is there already. */
export type NamedUnit = { id: string; name: string; href: string | null };

/** Names of units as they are, and of those that the plan founds. */
const namesIn = async (
	tx: Tx,
	tenantId: string,
	tree: readonly TreeUnit[],
	acts: readonly Act[],
): Promise<(id: string | null | undefined) => NamedUnit> => {
	const names = new Map<string, string>(tree.map(({ id, name }) => [id, name]));
	const founded = acts.flatMap(foundedBy);
	for (const { id, name } of founded) if (!names.has(id)) names.set(id, name);
	const isPlanned = new Set(founded.map(({ id }) => id).filter((id) => !tree.some((unit) => unit.id === id)));
	const asked = acts
		.flatMap((act) =>
			'unitId' in act
				? [act.unitId]
				: act.kind === 'merge'
					? act.sourceIds
					: act.kind === 'split'
						? [act.sourceId]
						: [],
		)
		.filter((id) => !names.has(id));
	if (asked.length > 0) {
		const found = await sql<{
			id: string;
			name: string;
		}>`select id, name from unit where tenant_id = ${tenantId} and id = any (${`{${asked.join(',')}}`}::text::uuid[])`.execute(
			tx,
		);
		for (const { id, name } of found.rows) names.set(id, name);
	}
	return (id) => ({
		id: id ?? '',
		name: (id && names.get(id)) || '',
		href: id && names.has(id) && !isPlanned.has(id) ? `/to-chuc/${id}` : null,
	});
};

type LoadedPlan = {
	plan: KnownReorganisation;
	acts: KnownAct[];
	tree: TreeUnit[];
	effects: Effects;
	problems: { key: ProblemKey; act: number | null; name: string; isWarning: boolean }[];
	named: (id: string | null | undefined) => NamedUnit;
};

/** A plan with its acts tried on the tree, for who may see it. @throws Failure missing */
export const loadPlan = async (tx: Tx, actor: Actor, reorganisationId: string): Promise<LoadedPlan> => {
	const plan = await reorganisationFacts(tx, actor.tenantId, reorganisationId);
	if (!maySeeReorganisation(actor, plan).allowed) throw missing('failure_not_found');
	const acts = await actsOf(tx, actor.tenantId, plan.id);
	const bare = acts.map(({ act }) => act);
	const { tree, problems } = await tryActs(tx, actor.tenantId, plan, plan.effectiveOn, bare);
	const isLive = plan.state !== 'carried_out' && plan.state !== 'cancelled';
	return {
		plan,
		acts,
		tree,
		effects: effectsOf(tree, bare),
		problems: isLive ? problems : [],
		named: await namesIn(tx, actor.tenantId, tree, bare),
	};
};
