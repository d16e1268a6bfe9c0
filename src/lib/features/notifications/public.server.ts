export type { DueItem, DueKind, DueTotal } from './domain/due.ts';
export {
	type DueSource,
	type DueWanted,
	dueKinds,
	inUnits,
	type NamedDue,
	ownDuties,
	registerDueSource,
	registerExcuse,
	totalsOf,
} from './due-sources.server.ts';
export { notify, notifyMany, settle, type Told } from './notify.server.ts';
export { type Urging, urgeOnce, urgePauseOf, urgesOn, writeUrge } from './urges.server.ts';
