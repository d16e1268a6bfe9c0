import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { figureSources } from './figure-sources.server.ts';
import { maySeeFigures } from './policy.ts';

/** What a figure counts, item by item: of one person, or of the whole unit. @throws Failure missing, refused */
export const countedPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { source: string; unitId: string; personId: string | null; from: Day; to: Day },
	today: Day,
) => {
	const source = figureSources().find(({ name }) => name === wanted.source);
	if (!source?.items || !source.title) throw missing('failure_not_found');
	if (!uuidPattern.test(wanted.unitId) || (wanted.personId && !uuidPattern.test(wanted.personId)))
		throw missing('failure_not_found');
	const unit = await requireUnit(tx, wanted.unitId);
	const raterId = wanted.personId ? await raterIn(tx, actor, wanted.personId, unit.id) : null;
	const may = maySeeFigures(actor, { unitId: unit.id, personId: wanted.personId, raterId });
	if (!may.allowed) throw refused(may.key);
	const people = await peopleOfUnit(tx, unit.id, today);
	const chosen = people.filter(({ personId }) => wanted.personId === null || personId === wanted.personId);
	const items = await source.items(tx, {
		tenantId: actor.tenantId,
		unitId: unit.id,
		personIds: chosen.map(({ personId }) => personId),
		from: wanted.from,
		to: wanted.to,
		today,
	});
	const nameOf = new Map(people.map(({ personId, fullName }) => [personId, fullName]));
	return {
		title: source.title(),
		unit: { id: unit.id, name: unit.name },
		personName: wanted.personId ? (nameOf.get(wanted.personId) ?? null) : null,
		from: wanted.from,
		to: wanted.to,
		counted: items.filter(({ counts }) => counts).length,
		items: items.map((item) => ({ ...item, name: nameOf.get(item.personId) ?? '' })),
	};
};

/** Whether the actor rates somebody in a round of the unit. */
const raterIn = async (tx: Tx, actor: Actor, personId: string, unitId: string): Promise<string | null> => {
	const row = await tx
		.selectFrom('review_person')
		.select('rater_id')
		.where('tenant_id', '=', actor.tenantId)
		.where('person_id', '=', personId)
		.where('unit_id', '=', unitId)
		.where('rater_id', '=', actor.personId)
		.executeTakeFirst();
	return row?.rater_id ?? null;
};
