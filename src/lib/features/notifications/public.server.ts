export { type DueItem, type DueKind, type DueTotal, kindsOfDuty } from './domain/due.ts';
export {
	type DueList,
	type DueSource,
	type DueWanted,
	dueKinds,
	endsForAll,
	endsForPerson,
	type NamedDue,
	ownDuties,
	registerDueSource,
	registerExcuse,
} from './due-sources.server.ts';
export {
	type DueRow,
	dayOfAsking,
	dueBy,
	dueList,
	dutyColumns,
	dutyOf,
	firstOfKind,
	holdingRole,
	inPeople,
	inUnits,
	localDay,
	numberedDuties,
} from './due-statement.server.ts';
export { notify, notifyMany, settle, type Told } from './notify.server.ts';
export { type Urging, urgeOnce, urgePauseOf, urgesOn, writeUrge } from './urges.server.ts';
