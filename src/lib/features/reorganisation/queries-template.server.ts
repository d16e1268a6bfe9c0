import { unitById } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { foundedBy } from './domain/acts.ts';
import { mayStandBelow, placementOn } from './domain/placement.ts';
import { type Template, templateOf } from './domain/templates.ts';
import { actsOf, reorganisationFacts } from './facts.server.ts';
import { mayChangePlan, mayReorganise } from './policy.ts';
import { homesOf } from './queries.server.ts';
import { treeBelow } from './tree.server.ts';

const known = (code: string): Template => {
	const template = templateOf(code);
	if (!template) throw missing('failure_not_found');
	return template;
};

/** The first step: within which unit, what could end, what is founded. @throws Failure refused */
export const templateStart = async (
	tx: Tx,
	actor: Actor,
	wanted: { code: string; unitId: string | null },
) => {
	const template = known(wanted.code);
	const homes = await homesOf(tx, actor);
	const home = await unitById(tx, wanted.unitId ?? homes[0]?.value ?? '00000000-0000-0000-0000-000000000000');
	if (homes.length === 0 || !home || !mayReorganise(actor, { unitId: home.id, path: home.path }).allowed)
		throw refused('refused_reorganise');
	const tree = await treeBelow(tx, actor.tenantId, home, template.validFrom);
	return {
		template,
		homes,
		homeId: home.id,
		candidates: tree
			.filter(({ id, kind }) => id !== home.id && kind === template.ends)
			.map(({ id, name }) => ({
				value: id,
				label: name,
				below: tree.filter(({ parentId }) => parentId === id).length,
			})),
	};
};

/** The second step: each unit below those that end with where it may go. @throws Failure missing, refused */
export const templatePlaces = async (tx: Tx, actor: Actor, reorganisationId: string) => {
	const plan = await reorganisationFacts(tx, actor.tenantId, reorganisationId);
	const may = mayChangePlan(actor, plan);
	if (!may.allowed) throw refused(may.key);
	const acts = (await actsOf(tx, actor.tenantId, plan.id)).map(({ act }) => act);
	const tree = await treeBelow(tx, actor.tenantId, plan, plan.effectiveOn);
	const rule = placementOn(plan.effectiveOn);
	const ended = new Map(
		acts.flatMap((act) => (act.kind === 'dissolve' ? [[act.unitId, act.successorId] as const] : [])),
	);
	const told = new Map(
		acts.flatMap((act) => (act.kind === 'move' ? [[act.unitId, act.parentId] as const] : [])),
	);
	const standing = [
		...tree
			.filter(({ id }) => !ended.has(id))
			.map(({ id, name, kind }) => ({ value: id, label: name, kind })),
		...acts.flatMap(foundedBy).map(({ id, name, kind }) => ({ value: id, label: name, kind })),
	];
	const bare = ({ value, label }: { value: string; label: string }) => ({ value, label });
	return {
		plan: { id: plan.id, title: plan.title },
		groups: tree
			.filter(({ id }) => ended.has(id))
			.map(({ id, name, kind, people }) => ({
				id,
				name,
				people,
				successor: ended.get(id) ?? '',
				successors: standing.filter((unit) => unit.kind === kind).map(bare),
				units: tree
					.filter((unit) => unit.parentId === id && !ended.has(unit.id))
					.map((unit) => ({
						id: unit.id,
						name: unit.name,
						place: told.get(unit.id) ?? '',
						places: standing
							.filter((one) => one.value !== unit.id && mayStandBelow(rule, one.kind, unit.kind))
							.map(bare),
					})),
			})),
	};
};
