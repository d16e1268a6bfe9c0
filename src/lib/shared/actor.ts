/** Who acts: the person behind a session with today's roles, or the system in a job. Policies see nothing else of a person. */
export type Role = 'secretary' | 'deputy' | 'committee_member' | 'clerk' | 'administrator' | 'higher_officer';
export type Standing = 'official' | 'probationary' | 'non_party';

export const roles: readonly Role[] = [
	'secretary',
	'deputy',
	'committee_member',
	'clerk',
	'administrator',
	'higher_officer',
];
export const standings: readonly Standing[] = ['official', 'probationary', 'non_party'];

type Place = { unitId: string; path: string; unitName: string };
export type RoleHeld = Place & {
	role: Role;
	/** The unit has units below it. */
	hasBelow?: boolean;
};
export type StandingHeld = Place & { standing: Standing };

export type Actor = {
	kind: 'person' | 'system' | 'visitor';
	tenantId: string;
	tenantName: string;
	isSample: boolean;
	userId: string | null;
	personId: string | null;
	name: string;
	mustChangePassword: boolean;
	roles: RoleHeld[];
	standings: StandingHeld[];
};

/** The system acting within one tenant (a job). */
export const systemActor = (tenantId: string): Actor => ({
	kind: 'system',
	tenantId,
	tenantName: '',
	isSample: false,
	userId: null,
	personId: null,
	name: 'system',
	mustChangePassword: false,
	roles: [],
	standings: [],
});

/** Does the actor hold one of these roles in this very unit? */
export const holds = (actor: Actor, unitId: string, ...wanted: Role[]): boolean =>
	actor.roles.some((held) => held.unitId === unitId && wanted.includes(held.role));

/** Does the actor hold one of these roles in this unit or in one above it? `path` is the unit's place in the tree. */
export const holdsAbove = (actor: Actor, path: string, ...wanted: Role[]): boolean =>
	actor.roles.some((held) => wanted.includes(held.role) && isWithin(path, held.path));

/** Is the place `path` that of `root` or below it? */
export const isWithin = (path: string, root: string): boolean => path === root || path.startsWith(`${root}.`);

export const belongsTo = (actor: Actor, unitId: string): boolean =>
	actor.standings.some((held) => held.unitId === unitId) ||
	actor.roles.some((held) => held.unitId === unitId);

const answersForPeople: readonly Role[] = ['secretary', 'deputy', 'committee_member', 'clerk'];

/** Units about whose people the actor may see personal rows (the fence of row level security, domain.md 11). */
export const personRange = (actor: Actor): string[] => [
	...new Set(actor.roles.filter((held) => answersForPeople.includes(held.role)).map((held) => held.unitId)),
];

const leading: readonly Role[] = ['secretary', 'deputy', 'committee_member'];

/** Units that the actor leads: records about their people that are not the clerk's (training). */
export const ledUnits = (actor: Actor): string[] => [
	...new Set(actor.roles.filter((held) => leading.includes(held.role)).map((held) => held.unitId)),
];

/** Every unit in which the actor has a place. */
export const ownUnits = (actor: Actor): string[] => [
	...new Set([...actor.standings, ...actor.roles].map((held) => held.unitId)),
];

const receivesFromBelow: readonly Role[] = ['secretary', 'deputy', 'higher_officer'];

/** Units whose office the actor is of: it receives what is sent up from below. */
export const officesOf = (actor: Actor): string[] => [
	...new Set(actor.roles.filter((held) => receivesFromBelow.includes(held.role)).map((held) => held.unitId)),
];
