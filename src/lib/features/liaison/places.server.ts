import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict, refused } from '#lib/shared/failures.ts';
import { repointed } from './domain/links.ts';
import { type KnownPlace, placeById, placesOf } from './facts.server.ts';
import { mayKeepBook } from './policy.ts';
import { AddPlaceInput, MergePlaceInput, RenamePlaceInput } from './schema.ts';

const nameRow = (
	{ actor }: CommandContext,
	placeId: string,
	name: { cell: string; commune: string; decision?: string },
	from: Day,
) => ({
	tenant_id: actor.tenantId,
	place_id: placeId,
	valid_from: from,
	cell: name.cell,
	commune: name.commune,
	decision: name.decision ?? '',
});

/** Writes a residential cell into the book; one that is there under this name is taken as it is. */
export const keepPlace = async (
	context: CommandContext,
	wanted: { unitId: string; cell: string; commune: string; from: Day },
): Promise<{ placeId: string; isNew: boolean }> => {
	const { tx, actor, now } = context;
	const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
	const known = (await placesOf(tx, actor.tenantId, wanted.unitId)).find(
		(place) => !place.endedOn && same(place.cell, wanted.cell) && same(place.commune, wanted.commune),
	);
	if (known) return { placeId: known.id, isNew: false };
	const placeId = context.newId();
	await tx
		.insertInto('residence_place')
		.values({
			tenant_id: actor.tenantId,
			id: placeId,
			unit_id: wanted.unitId,
			added_by: context.personId,
			added_at: now,
		})
		.execute();
	await tx
		.insertInto('residence_place_name')
		.values(nameRow(context, placeId, wanted, wanted.from))
		.execute();
	await context.emit('residence.place_added', {
		subject: { type: 'residence_place', id: placeId },
		unitId: wanted.unitId,
		after: { cell: wanted.cell, commune: wanted.commune },
	});
	return { placeId, isNew: true };
};

/** Adds a residential cell to the book of the unit. @throws Failure refused, invalid (it is there already) */
export const addPlace = command('residence.add_place', AddPlaceInput, async (context, input) => {
	await requireUnit(context.tx, input.unitId);
	context.permit(mayKeepBook(context.actor, input.unitId));
	const { placeId, isNew } = await keepPlace(context, { ...input, from: input.validFrom ?? '2000-01-01' });
	if (!isNew) throw invalidAt('cell', 'issue_residence_known');
	return { placeId };
});

type OpenHere = { id: string; personId: string; fullName: string; validFrom: Day; isIntroduced: boolean };

/** Who lives at a place now: whom a change of it touches. */
const openAt = async (tx: Tx, tenantId: string, placeId: string): Promise<OpenHere[]> =>
	(
		await sql<OpenHere>`
			select l.id, l.person_id as "personId", p.full_name as "fullName", l.valid_from as "validFrom",
				exists (select from residence_letter t where t.tenant_id = l.tenant_id and t.link_id = l.id) or l.letter_due is not null as "isIntroduced"
			from residence_link l join person p on p.tenant_id = l.tenant_id and p.id = l.person_id
			where l.tenant_id = ${tenantId} and l.place_id = ${placeId} and l.valid_to is null order by p.sort_key collate "vi-x-icu", p.id`.execute(
			tx,
		)
	).rows;

const kept = async (context: CommandContext, placeId: string): Promise<KnownPlace> => {
	const place = await placeById(context.tx, context.actor.tenantId, placeId, true);
	context.permit(mayKeepBook(context.actor, place.unitId));
	if (place.endedOn) throw conflict('failure_residence_place_ended');
	return place;
};

const endName = async ({ tx, actor }: CommandContext, placeId: string, on: Day): Promise<void> => {
	await tx
		.updateTable('residence_place_name')
		.set({ valid_to: on })
		.where('tenant_id', '=', actor.tenantId)
		.where('place_id', '=', placeId)
		.where('valid_to', 'is', null)
		.execute();
};

/** Letters of these people are made out again, and what is still waited for goes to the place as it is called now. */
const writeAgain = async (
	{ tx, actor }: CommandContext,
	linkIds: readonly string[],
	place: { cell: string; commune: string },
	on: Day,
): Promise<void> => {
	if (linkIds.length === 0) return;
	const ids = `{${linkIds.join(',')}}`;
	await sql`update residence_link set letter_due = coalesce(letter_due, 'renamed'), letter_due_on = coalesce(letter_due_on, ${on})
		where tenant_id = ${actor.tenantId} and id = any(${ids}::text::uuid[])`.execute(tx);
	await sql`update residence_request r set cell = ${place.cell}, commune = ${place.commune}, link_id = l.id
		from residence_link l, residence_round o
		where r.tenant_id = ${actor.tenantId} and l.tenant_id = r.tenant_id and l.id = any(${ids}::text::uuid[]) and l.person_id = r.person_id and l.unit_id = r.unit_id
			and o.tenant_id = r.tenant_id and o.id = r.round_id and o.state = 'open' and r.state <> 'received'`.execute(
		tx,
	);
};

/**
 * A residential cell, or the committee above it, bears another name from a day on. Links stay; letters are made out again.
 * @throws Failure refused, invalid (a day before the present name), conflict (it is no more)
 */
export const renamePlace = command('residence.rename_place', RenamePlaceInput, async (context, input) => {
	const place = await kept(context, input.placeId);
	if (input.on <= place.nameFrom) throw invalidAt('on', 'issue_residence_on_before');
	if (input.cell === place.cell && input.commune === place.commune)
		throw invalidAt('cell', 'issue_residence_same_name');
	await endName(context, place.id, input.on);
	await context.tx
		.insertInto('residence_place_name')
		.values(nameRow(context, place.id, input, input.on))
		.execute();
	const open = await openAt(context.tx, context.actor.tenantId, place.id);
	const letters = open.map(({ id }) => id);
	await writeAgain(context, letters, input, context.today);
	await context.emit('residence.place_renamed', {
		subject: { type: 'residence_place', id: place.id },
		unitId: place.unitId,
		before: { cell: place.cell, commune: place.commune },
		after: { cell: input.cell, commune: input.commune, on: input.on, decision: input.decision },
	});
	return { letters: letters.length };
});

/** Ends the links at a place on a day and begins others at its successor. @returns the links that are open there now */
const repoint = async (
	context: CommandContext,
	open: readonly OpenHere[],
	intoId: string,
	on: Day,
): Promise<string[]> => {
	const { tx, actor, now } = context;
	const { ended, moved } = repointed(open, on);
	for (const linkId of moved)
		await sql`update residence_link set place_id = ${intoId} where tenant_id = ${actor.tenantId} and id = ${linkId}`.execute(
			tx,
		);
	const begun: string[] = [];
	for (const linkId of ended) {
		const next = context.newId();
		await sql`update residence_link set valid_to = ${on}, letter_due = null, letter_due_on = null where tenant_id = ${actor.tenantId} and id = ${linkId}`.execute(
			tx,
		);
		await sql`
			insert into residence_link (tenant_id, id, unit_id, person_id, place_id, address, valid_from, exempt_kind, exempt_name, reason, entered_by, entered_at)
			select tenant_id, ${next}::uuid, unit_id, person_id, ${intoId}::uuid, address, ${on}::date, exempt_kind, exempt_name, reason, ${context.personId}::uuid, ${now}::timestamptz
			from residence_link where tenant_id = ${actor.tenantId} and id = ${linkId}`.execute(tx);
		begun.push(next);
	}
	return [...begun, ...moved];
};

/**
 * A residential cell goes on in another one: who lives there is linked to that one from the day on, letters are made out again.
 * @throws Failure refused, missing, invalid (itself, one that is no more), conflict when the preview no longer holds
 */
export const mergePlace = command('residence.merge_place', MergePlaceInput, async (context, input) => {
	const { tx, actor } = context;
	const place = await kept(context, input.placeId);
	const into = await placeById(tx, actor.tenantId, input.intoId);
	if (into.id === place.id || into.endedOn || into.unitId !== place.unitId)
		throw invalidAt('intoId', 'issue_residence_into');
	if (input.on <= place.nameFrom) throw invalidAt('on', 'issue_residence_on_before');
	const open = await openAt(tx, actor.tenantId, place.id);
	if (open.length !== input.expected) throw conflict('failure_residence_preview');
	await endName(context, place.id, input.on);
	await tx
		.updateTable('residence_place')
		.set({ successor_id: into.id, ended_on: input.on })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', place.id)
		.execute();
	const links = await repoint(context, open, into.id, input.on);
	await writeAgain(context, links, into, context.today);
	await context.emit('residence.place_merged', {
		subject: { type: 'residence_place', id: place.id },
		unitId: place.unitId,
		after: { into: into.id, on: input.on, people: open.length },
	});
	return { letters: links.length };
});

/** A residential cell, who lives there, and how a change of it would come out. @throws Failure missing, refused */
export const placePage = async (tx: Tx, actor: Actor, placeId: string) => {
	const place = await placeById(tx, actor.tenantId, placeId);
	const may = mayKeepBook(actor, place.unitId);
	if (!may.allowed) throw refused(may.key);
	const names = await sql<{ cell: string; commune: string; from: Day; to: Day | null; decision: string }>`
		select cell, commune, valid_from as "from", valid_to as "to", decision from residence_place_name
		where tenant_id = ${actor.tenantId} and place_id = ${place.id} order by valid_from desc`.execute(tx);
	const others = (await placesOf(tx, actor.tenantId, place.unitId)).filter(
		({ id, endedOn }) => id !== place.id && !endedOn,
	);
	return {
		place,
		names: names.rows,
		people: await openAt(tx, actor.tenantId, place.id),
		others,
		successor: place.successorId ? await placeById(tx, actor.tenantId, place.successorId) : null,
	};
};

/** The book of a unit with how many of its people live where. @throws Failure refused */
export const bookPage = async (tx: Tx, actor: Actor, unitId: string) => {
	const may = mayKeepBook(actor, unitId);
	if (!may.allowed) throw refused(may.key);
	const counts = await sql<{ placeId: string; people: number }>`
		select place_id as "placeId", count(*)::int as people from residence_link
		where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and valid_to is null and place_id is not null group by place_id`.execute(
		tx,
	);
	const people = new Map(counts.rows.map((row) => [row.placeId, row.people]));
	const places = await placesOf(tx, actor.tenantId, unitId);
	return {
		places: places.map((place) => ({ ...place, people: people.get(place.id) ?? 0 })),
	};
};
