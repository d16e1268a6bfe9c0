import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor, Role } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { type Act, type ActKind, foundedBy, type WorkChoice } from './domain/acts.ts';
import { holdsUp, type ProblemKey } from './domain/checks.ts';
import { type Effects, effectsOf } from './domain/effects.ts';
import type { ReorganisationState } from './domain/states.ts';
import { actsOf, type KnownAct, type KnownReorganisation, reorganisationFacts } from './facts.server.ts';
import {
	mayCancelPlan,
	mayChangePlan,
	mayDecidePlan,
	mayReorganise,
	maySeeReorganisation,
} from './policy.ts';
import { holdersEnding, peopleGoing, previewOf } from './preview.server.ts';
import { peopleOnDay, type TreeUnit, tryActs } from './tree.server.ts';

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

type Named = { id: string; name: string; href: string | null };

/** Names of units as they are, and of those that the plan founds. */
const namesIn = async (
	tx: Tx,
	tenantId: string,
	tree: readonly TreeUnit[],
	acts: readonly Act[],
): Promise<(id: string | null | undefined) => Named> => {
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

/** An act as its row shows it. */
export type ActRow = {
	id: string;
	kind: ActKind;
	from: Named[];
	to: Named[];
	/** The new name, or the unit above. */
	name: string;
	people: number;
	work: WorkChoice | null;
	decisionNumber: string;
	problems: { key: ProblemKey; name: string; isWarning: boolean }[];
};

const rowOf = (
	known: KnownAct,
	named: (id: string | null | undefined) => Named,
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

type Loaded = {
	plan: KnownReorganisation;
	acts: KnownAct[];
	tree: TreeUnit[];
	effects: Effects;
	problems: { key: ProblemKey; act: number | null; name: string; isWarning: boolean }[];
	named: (id: string | null | undefined) => Named;
};

const load = async (tx: Tx, actor: Actor, reorganisationId: string): Promise<Loaded> => {
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

/** One reorganisation with its acts, what is wrong with them, what it comes to, and what the actor may do. @throws Failure missing */
export const reorganisationPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { id: string; splits: string | null },
) => {
	const { plan, acts, tree, effects, problems, named } = await load(tx, actor, wanted.id);
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

export const detailKinds = ['people', 'roles', 'work', 'going_on', 'registers', 'headless'] as const;
export type DetailKind = (typeof detailKinds)[number];
export const DETAILS_AT_ONCE = 200;

export type DetailRow = {
	key: string;
	title: string;
	href: string | null;
	words: string[];
	role: Role | null;
	kind: string | null;
	count: number | null;
};

/** What a figure of the preview counts, row by row. @throws Failure missing */
export const previewDetails = async (
	tx: Tx,
	actor: Actor,
	wanted: { id: string; kind: DetailKind; page: number },
): Promise<{ plan: { id: string; title: string; effectiveOn: Day }; rows: DetailRow[]; total: number }> => {
	const { plan, effects, named } = await load(tx, actor, wanted.id);
	const preview = await previewOf(tx, actor.tenantId, effects, plan.effectiveOn);
	const row = (key: string, given: Partial<DetailRow>): DetailRow => ({
		key,
		title: '',
		href: null,
		words: [],
		role: null,
		kind: null,
		count: null,
		...given,
	});
	const rows = async (): Promise<DetailRow[]> => {
		switch (wanted.kind) {
			case 'people':
				return (
					await peopleGoing(tx, actor.tenantId, effects, plan.effectiveOn, {
						page: wanted.page,
						size: DETAILS_AT_ONCE,
					})
				).map((one) =>
					row(`${one.personId} ${one.fromId}`, {
						title: one.fullName,
						href: `/to-chuc/nguoi/${one.personId}`,
						words: [`${named(one.fromId).name} → ${named(one.toId).name}`],
					}),
				);
			case 'roles':
				return (await holdersEnding(tx, actor.tenantId, effects)).map((one) =>
					row(one.id, {
						title: one.fullName,
						href: `/to-chuc/nguoi/${one.personId}`,
						words: [named(one.unitId).name],
						role: one.role,
					}),
				);
			case 'work':
				return preview.work.map((one) =>
					row(one.unitId, {
						title: named(one.unitId).name,
						href: named(one.unitId).href,
						words: one.choice === 'pass' && one.toId ? [`→ ${named(one.toId).name}`] : [],
						kind: one.choice,
						count: one.tasks + one.programmes,
					}),
				);
			case 'going_on':
				return preview.goingOn.map((one) =>
					row(`${one.unitId} ${one.kind}`, {
						title: named(one.unitId).name,
						href: named(one.unitId).href,
						kind: one.kind,
						count: one.found,
					}),
				);
			case 'registers':
				return preview.registers.map((one) =>
					row(one.unitId, {
						title: named(one.unitId).name,
						href: named(one.unitId).href,
						count: one.lastNumber,
					}),
				);
			case 'headless':
				return preview.headless.map((id) => row(id, { title: named(id).name, href: named(id).href }));
		}
	};
	const found = await rows();
	const people = preview.flows.reduce((sum, flow) => sum + flow.people, 0);
	return {
		plan: { id: plan.id, title: plan.title, effectiveOn: plan.effectiveOn },
		rows: found,
		total: wanted.kind === 'people' ? people : found.length,
	};
};
