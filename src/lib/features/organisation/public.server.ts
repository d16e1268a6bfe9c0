import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { peopleOfUnit } from './queries.server.ts';

export {
	pathAsOf,
	peopleAsOf,
	timelineOf,
	type UnitAsOf,
	type UnitEvent,
	unitsAsOf,
	unitsOfPersonAsOf,
} from './history.server.ts';
export {
	type HistoryEntry,
	hasUnitsBelow,
	historyOf,
	type PersonOfUnit,
	peopleOfUnit,
	personById,
	requireUnit,
	rolesIn,
	rootUnit,
	type Unit,
	unitById,
	unitsBelow,
} from './queries.server.ts';
export { joinUnit, leaveUnit, peopleNamed, stayInUnit } from './records-moves.server.ts';
export { writePeople } from './records-people.server.ts';
export { changeTree, type TreeChange } from './records-tree.server.ts';
export { type PeopleWritten, unwritePeople } from './records-unwrite.server.ts';

export type Audience = 'unit' | 'party_members' | 'committee' | 'chosen';

/**
 * The people of a unit whom an audience means on a day: everybody (non-Party officials too), Party members (official
 * and probationary), the committee (secretary, deputy, committee members), or those chosen who belong to the unit.
 */
export const audienceOf = async (
	tx: Tx,
	wanted: { unitId: string; audience: Audience; personIds: readonly string[]; today: Day },
): Promise<string[]> => {
	const people = await peopleOfUnit(tx, wanted.unitId, wanted.today);
	const committee = new Set(['secretary', 'deputy', 'committee_member']);
	const chosen = new Set(wanted.personIds);
	return people
		.filter((person) => {
			if (wanted.audience === 'committee') return person.roles.some(({ role }) => committee.has(role));
			if (wanted.audience === 'chosen') return chosen.has(person.personId);
			if (wanted.audience === 'party_members')
				return person.standing === 'official' || person.standing === 'probationary';
			return person.standing !== null;
		})
		.map(({ personId }) => personId);
};
