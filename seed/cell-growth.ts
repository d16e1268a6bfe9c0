import { addPerson, beginMembership, endMembership } from '#lib/features/organisation/people.server.ts';
import { followUnit, noteUnit, tellAges } from '#lib/features/oversight/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import type { Sister } from './cell-oversight.ts';
import { nameMaker } from './names.ts';
import { officerNotes } from './oversight-texts.ts';
import { seededRandom } from './random.ts';

/** Who came and went in the cells beside the story: admitted on a day, made official on another, gone on a third. */
const growth: readonly {
	cell: string;
	admitted: readonly number[];
	official: readonly number[];
	gone: number | null;
}[] = [
	{ cell: 'Chi bộ Sở Tài chính', admitted: [390, 210, 60], official: [25], gone: null },
	{ cell: 'Chi bộ Sở Xây dựng', admitted: [300, 290], official: [], gone: 70 },
	{ cell: 'Chi bộ Sở Y tế', admitted: [150], official: [], gone: 40 },
];

/** Members by age, of the members of a cell. */
const agesFor = (members: number) => {
	const [young, next, middle, older] = [0.2, 0.36, 0.25, 0.14].map((part) => Math.round(members * part));
	const sum = (young ?? 0) + (next ?? 0) + (middle ?? 0) + (older ?? 0);
	return {
		aged_30: young,
		aged_40: next,
		aged_50: middle,
		aged_60: older,
		aged_more: Math.max(0, members - sum),
	};
};

const playMembers = async (
	stage: Stage,
	administrator: Actor,
	{ cell, unitId, people }: Sister,
	nextName: () => string,
): Promise<void> => {
	const told = growth.find(({ cell: name }) => name === cell.shortName);
	if (!told) return;
	for (const [index, daysAgo] of told.admitted.entries()) {
		const { personId } = await addPerson(stage.at(administrator, daysAgo), {
			unitId,
			fullName: nextName(),
			jobTitle: 'Chuyên viên',
			standing: 'probationary',
			from: addDays(stage.today, -daysAgo),
		});
		const official = told.official[index];
		if (official !== undefined)
			await beginMembership(stage.at(administrator, official), {
				personId,
				unitId,
				standing: 'official',
				from: addDays(stage.today, -official),
			});
	}
	const leaving = people.at(-1);
	if (told.gone === null || !leaving) return;
	const door = stage.at(administrator, told.gone);
	const membership = await look(door, (tx) =>
		tx
			.selectFrom('membership')
			.select('id')
			.where('tenant_id', '=', administrator.tenantId)
			.where('person_id', '=', leaving.personId)
			.where('valid_to', 'is', null)
			.executeTakeFirstOrThrow(),
	);
	await endMembership(door, { membershipId: membership.id, to: addDays(stage.today, -told.gone) });
};

/** How the cells grew and how old their members are, whom the officer above follows, and what was noted. */
export const playGrowth = async (
	stage: Stage,
	{ administrator, officer }: { administrator: Actor; officer: Player },
	sisters: readonly Sister[],
): Promise<void> => {
	const nextName = nameMaker(seededRandom(88));
	for (const sister of sisters) await playMembers(stage, administrator, sister, nextName);
	const year = Number(stage.today.slice(0, 4));
	const story: Pick<Sister, 'unitId' | 'people'> = { unitId: stage.unitId, people: stage.people };
	for (const { unitId, people } of [story, ...sisters]) {
		const [secretary] = people;
		const members = people.filter(({ part }) => part.standing !== 'non_party').length;
		if (secretary) await tellAges(stage.at(secretary, 12, 15), { unitId, year, ...agesFor(members - 1) });
	}
	for (const { cell, daysAgo, body, isShared } of officerNotes) {
		const unitId = sisters.find((sister) => sister.cell.shortName === cell)?.unitId;
		if (!unitId) continue;
		await followUnit(stage.at(officer, daysAgo, 10), { unitId });
		await noteUnit(stage.at(officer, daysAgo, 16), { unitId, body, ...(isShared ? { isShared: 'on' } : {}) });
	}
};
