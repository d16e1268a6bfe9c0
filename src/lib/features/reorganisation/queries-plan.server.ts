import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type ActKind, foundedBy, type WorkChoice } from './domain/acts.ts';
import { holdsUp, type ProblemKey } from './domain/checks.ts';
import type { KnownAct } from './facts.server.ts';
import { loadPlan, type NamedUnit } from './load-plan.server.ts';
import { mayCancelPlan, mayChangePlan, mayDecidePlan } from './policy.ts';
import { previewOf } from './preview.server.ts';
import { peopleOnDay } from './tree.server.ts';

/** An act as its row shows it. */
export type ActRow = {
	id: string;
	kind: ActKind;
	from: NamedUnit[];
	to: NamedUnit[];
	/** The new name, or the unit above. */
	name: string;
	people: number;
	work: WorkChoice | null;
	decisionNumber: string;
	problems: { key: ProblemKey; name: string; isWarning: boolean }[];
};

const rowOf = (
	known: KnownAct,
	named: (id: string | null | undefined) => NamedUnit,
): Omit<ActRow, 'problems'> => {
	const { act } = known;
	const base = {
		id: known.id,
		kind: act.kind,
		decisionNumber: known.decisionNumber,
		name: '',
		people: 0,
		work: null,
	};
	switch (act.kind) {
		case 'found':
			return { ...base, from: [], to: [named(act.founds.id)], name: named(act.founds.parentId).name };
		case 'merge':
			return {
				...base,
				from: act.sourceIds.filter((id) => id !== act.targetId).map(named),
				to: [named(act.targetId)],
				work: act.work,
			};
		case 'split':
			return {
				...base,
				from: [named(act.sourceId)],
				to: [
					...act.parts.map(({ founds }) => named(founds.id)),
					...(act.sourceGoesOn ? [named(act.sourceId)] : []),
				],
				people: act.parts.reduce((sum, { personIds }) => sum + personIds.length, 0),
				work: act.sourceGoesOn ? null : act.work,
			};
		case 'dissolve':
			return {
				...base,
				from: [named(act.unitId)],
				to: act.successorId ? [named(act.successorId)] : [],
				work: act.work,
			};
		case 'rename':
			return { ...base, from: [named(act.unitId)], to: [], name: act.name };
		case 'move':
			return { ...base, from: [named(act.unitId)], to: [named(act.parentId)] };
	}
};

/** One reorganisation with its acts, what is wrong with them, what it comes to, and what the actor may do. @throws Failure missing */
export const reorganisationPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { id: string; splits: string | null },
) => {
	const { plan, acts, tree, effects, problems, named } = await loadPlan(tx, actor, wanted.id);
	const isLive = plan.state !== 'carried_out' && plan.state !== 'cancelled';
	const preview =
		isLive && acts.length > 0 ? await previewOf(tx, actor.tenantId, effects, plan.effectiveOn) : null;
	const sum = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0);
	const founded = acts.flatMap(({ act }) => foundedBy(act));
	const change = mayChangePlan(actor, plan).allowed;
	const splits =
		change && wanted.splits && tree.some(({ id }) => id === wanted.splits) ? wanted.splits : null;
	const parted = new Set(effects.parted.map(({ personId, fromId }) => `${personId} ${fromId}`));
	return {
		plan: { ...plan, path: undefined },
		acts: acts.map(
			(known, at): ActRow => ({
				...rowOf(known, named),
				problems: problems.filter(({ act }) => act === at),
			}),
		),
		problems: problems.filter(({ act }) => act === null),
		isSound: acts.length > 0 && !holdsUp(problems),
		preview: preview && {
			people: sum(preview.flows.map(({ people }) => people)),
			official: sum(preview.flows.map(({ official }) => official)),
			roles: sum(preview.roles.map(({ held }) => held)),
			tasks: sum(preview.work.filter(({ choice }) => choice === 'pass').map(({ tasks }) => tasks)),
			programmes: sum(
				preview.work.filter(({ choice }) => choice === 'pass').map(({ programmes }) => programmes),
			),
			staying: sum(
				preview.work
					.filter(({ choice }) => choice === 'stay')
					.map(({ tasks, programmes }) => tasks + programmes),
			),
			goingOn: sum(preview.goingOn.map(({ found }) => found)),
			registers: sum(preview.registers.map(({ registers }) => registers)),
			headless: preview.headless.length,
			moved: effects.moved.length,
			ended: effects.ended.length,
			founded: effects.founded.length,
		},
		units: tree
			.filter(({ id }) => id !== plan.unitId)
			.map(({ id, name, kind, people }) => ({ value: id, label: name, kind, people })),
		/** Where a unit may be put: those that are there, and those that the plan founds. */
		places: [
			...tree.map(({ id, name }) => ({ value: id, label: name })),
			...founded.map(({ id, name }) => ({ value: id, label: name })),
		],
		splits: !splits
			? null
			: {
					unitId: splits,
					name: named(splits).name,
					people: (await peopleOnDay(tx, actor.tenantId, [splits], plan.effectiveOn))
						.filter(({ personId }) => !parted.has(`${personId} ${splits}`))
						.map(({ personId, name }) => ({ value: personId, label: name })),
				},
		powers: {
			change,
			decide: mayDecidePlan(actor, plan).allowed,
			cancel: mayCancelPlan(actor, plan).allowed,
		},
	};
};
