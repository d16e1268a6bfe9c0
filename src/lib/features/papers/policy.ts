import { type Actor, holds, holdsAbove } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

export type UnitFacts = { unitId: string; path: string };

/** The register of outgoing papers: those who write and sign them, and the clerk who keeps it. */
export const maySeeRegister = (actor: Actor, unitId: string): Decision =>
	when(
		actor.kind === 'system' || holds(actor, unitId, 'clerk', 'secretary', 'deputy', 'committee_member'),
		'failure_not_found',
	);

/** Giving a number and cancelling one: the clerk, the secretary and the deputy of the unit. */
export const mayNumber = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'clerk', 'secretary', 'deputy'), 'refused_number_papers');

/** How the unit stands in the head of a paper, and the terms of its committee: its secretary and clerk, and administrators. */
export const mayDescribeIssuer = (actor: Actor, unit: UnitFacts): Decision =>
	when(
		holds(actor, unit.unitId, 'secretary', 'clerk') || holdsAbove(actor, unit.path, 'administrator'),
		'refused_describe_issuer',
	);

/** The prescribed layouts hold for the whole organisation: an administrator or a clerk at its root looks after them. */
export const mayChangeLayouts = (actor: Actor): Decision =>
	when(
		actor.roles.some(
			({ role, path }) => (role === 'administrator' || role === 'clerk') && !path.includes('.'),
		),
		'refused_change_layouts',
	);

/** Looking at the layouts: everybody who writes papers or looks after the organisation. */
export const maySeeLayouts = (actor: Actor): Decision =>
	when(
		actor.kind === 'system' || actor.roles.some(({ role }) => role !== 'higher_officer'),
		'failure_not_found',
	);
