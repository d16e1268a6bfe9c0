export type { DueItem, DueKind, DueTotal } from './domain/due.ts';
export {
	type DueSource,
	type DueWanted,
	inUnits,
	type NamedDue,
	ownDuties,
	registerDueSource,
	totalsOf,
} from './due-sources.server.ts';
export { notify, settle, type Told } from './notify.server.ts';
export { type Urging, urgeOnce, urgePauseOf, urgesOn, writeUrge } from './urges.server.ts';
