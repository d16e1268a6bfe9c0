import { indexRecords } from '#lib/features/search/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Role, Standing } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import type { UnitKind } from './domain/kinds.ts';
import { nameParts } from './domain/person-name.ts';

/** The rows that organisation's commands write; each call is inside a command's transaction. */
type Write = Pick<CommandContext, 'tx' | 'actor' | 'now' | 'newId'>;

export const insertUnit = async (
	{ tx, actor, newId }: Write,
	unit: {
		kind: UnitKind;
		name: string;
		shortName: string;
		sign: string;
		parent: { id: string; path: string } | null;
		from: Day;
	},
): Promise<string> => {
	const id = newId();
	const path = unit.parent ? `${unit.parent.path}.${treeLabel(id)}` : treeLabel(id);
	await tx
		.insertInto('unit')
		.values({
			tenant_id: actor.tenantId,
			id,
			kind: unit.kind,
			name: unit.name,
			short_name: unit.shortName,
			sign: unit.sign,
			parent_id: unit.parent?.id ?? null,
			path,
			founded_on: unit.from,
		})
		.execute();
	await tx
		.insertInto('unit_name')
		.values({
			tenant_id: actor.tenantId,
			unit_id: id,
			valid_from: unit.from,
			name: unit.name,
			short_name: unit.shortName,
		})
		.execute();
	await tx
		.insertInto('unit_place')
		.values({
			tenant_id: actor.tenantId,
			unit_id: id,
			valid_from: unit.from,
			parent_id: unit.parent?.id ?? null,
		})
		.execute();
	return id;
};

export const insertPerson = async (
	{ tx, actor, now, newId }: Write,
	person: { fullName: string; jobTitle: string; email: string | null },
): Promise<string> => {
	const id = newId();
	const parts = nameParts(person.fullName);
	await tx
		.insertInto('person')
		.values({
			tenant_id: actor.tenantId,
			id,
			full_name: parts.fullName,
			given_name: parts.givenName,
			sort_key: parts.sortKey,
			job_title: person.jobTitle,
			email: person.email,
			created_at: now,
		})
		.execute();
	await indexRecords(tx, actor.tenantId, 'person', [id]);
	return id;
};

export const insertMembership = async (
	{ tx, actor, newId }: Write,
	membership: { personId: string; unitId: string; standing: Standing; from: Day },
): Promise<string> => {
	const id = newId();
	await tx
		.insertInto('membership')
		.values({
			tenant_id: actor.tenantId,
			id,
			person_id: membership.personId,
			unit_id: membership.unitId,
			standing: membership.standing,
			valid_from: membership.from,
		})
		.execute();
	return id;
};

export const insertRole = async (
	{ tx, actor, newId }: Write,
	held: { personId: string; unitId: string; role: Role; from: Day; decisionNumber: string | null },
): Promise<string> => {
	const id = newId();
	await tx
		.insertInto('role_assignment')
		.values({
			tenant_id: actor.tenantId,
			id,
			person_id: held.personId,
			unit_id: held.unitId,
			role: held.role,
			valid_from: held.from,
			decision_number: held.decisionNumber,
		})
		.execute();
	return id;
};

/** Writes what became of a unit outside of a reorganisation: its history is one, whoever changed it and how. */
export const insertUnitEvent = async (
	{ tx, actor, now, newId }: Write,
	event: {
		kind: 'found' | 'rename';
		unitId: string;
		effectiveOn: Day;
		decisionNumber: string;
		before: string;
		after: string;
	},
): Promise<void> => {
	await tx
		.insertInto('unit_event')
		.values({
			tenant_id: actor.tenantId,
			id: newId(),
			kind: event.kind,
			decision_number: event.decisionNumber,
			effective_on: event.effectiveOn,
			from_units: event.kind === 'found' ? [] : [event.unitId],
			to_units: [event.unitId],
			before: event.before,
			after: event.after,
			recorded_at: now,
		})
		.execute();
};
