import { indexRecords } from '#lib/features/search/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { nameParts } from './domain/person-name.ts';
import { mayAssignRoles, mayManageUnit } from './policy.ts';
import { personById, requireUnit } from './queries.server.ts';
import { insertMembership, insertPerson, insertRole } from './records.server.ts';
import {
	AddPersonInput,
	AssignRoleInput,
	BeginMembershipInput,
	ChangePersonInput,
	EndMembershipInput,
	EndRoleInput,
} from './schema.ts';

/** Adds a person to a unit, with a standing when they are to be a member of it. */
export const addPerson = command('person.add', AddPersonInput, async (context, input) => {
	const unit = await requireUnit(context.tx, input.unitId);
	context.permit(mayManageUnit(context.actor, { unitId: unit.id, path: unit.path }));
	const personId = await insertPerson(context, {
		fullName: input.fullName,
		jobTitle: input.jobTitle,
		email: input.email ?? null,
	});
	if (input.standing)
		await insertMembership(context, {
			personId,
			unitId: unit.id,
			standing: input.standing,
			from: input.from ?? context.today,
		});
	await context.emit('person.added', {
		subject: { type: 'person', id: personId },
		unitId: unit.id,
		personId,
		after: { fullName: input.fullName, standing: input.standing ?? null },
	});
	return { personId };
});

/** The units in which a person has a place now: whoever manages one of them may change the person's facts. */
const managedUnitOf = async ({ tx, actor, today }: CommandContext, personId: string) => {
	const rows = await tx
		.selectFrom('membership as m')
		.innerJoin('unit as u', (join) =>
			join.onRef('u.tenant_id', '=', 'm.tenant_id').onRef('u.id', '=', 'm.unit_id'),
		)
		.select(['u.id as unitId', 'u.path'])
		.where('m.person_id', '=', personId)
		.where((where) => where.or([where('m.valid_to', 'is', null), where('m.valid_to', '>', today)]))
		.union(
			tx
				.selectFrom('role_assignment as r')
				.innerJoin('unit as u', (join) =>
					join.onRef('u.tenant_id', '=', 'r.tenant_id').onRef('u.id', '=', 'r.unit_id'),
				)
				.select(['u.id as unitId', 'u.path'])
				.where('r.person_id', '=', personId)
				.where((where) => where.or([where('r.valid_to', 'is', null), where('r.valid_to', '>', today)])),
		)
		.execute();
	const place = rows.find((row) => mayManageUnit(actor, row).allowed) ?? rows[0];
	if (!place) throw missing('failure_not_found');
	return place;
};

/** Changes a person's name and facts. */
export const changePerson = command('person.change', ChangePersonInput, async (context, input) => {
	const { tx } = context;
	const before = await personById(tx, input.personId);
	const place = await managedUnitOf(context, input.personId);
	context.permit(mayManageUnit(context.actor, place));
	const parts = nameParts(input.fullName);
	await tx
		.updateTable('person')
		.set({
			full_name: parts.fullName,
			given_name: parts.givenName,
			sort_key: parts.sortKey,
			job_title: input.jobTitle,
			email: input.email ?? null,
		})
		.where('id', '=', input.personId)
		.execute();
	await indexRecords(tx, context.actor.tenantId, 'person', [input.personId]);
	await context.emit('person.changed', {
		subject: { type: 'person', id: input.personId },
		unitId: place.unitId,
		personId: input.personId,
		personal: true,
		before: { fullName: before.fullName, jobTitle: before.jobTitle },
		after: { fullName: parts.fullName, jobTitle: input.jobTitle },
	});
});

/** Begins a membership; one that is open in the same unit ends on that day (a change of standing). */
export const beginMembership = command('membership.begin', BeginMembershipInput, async (context, input) => {
	const { tx } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayManageUnit(context.actor, { unitId: unit.id, path: unit.path }));
	await personById(tx, input.personId);
	const open = await tx
		.selectFrom('membership')
		.select(['id', 'standing', 'valid_from as from'])
		.where('tenant_id', '=', context.actor.tenantId)
		.where('person_id', '=', input.personId)
		.where('unit_id', '=', unit.id)
		.where('valid_to', 'is', null)
		.executeTakeFirst();
	if (open?.standing === input.standing) throw invalidAt('standing', 'issue_same_standing');
	if (open && open.from >= input.from) throw invalidAt('from', 'issue_day_too_early');
	if (open)
		await tx
			.updateTable('membership')
			.set({ valid_to: input.from })
			.where('tenant_id', '=', context.actor.tenantId)
			.where('id', '=', open.id)
			.execute();
	const membershipId = await insertMembership(context, input);
	await context.emit('membership.begun', {
		subject: { type: 'person', id: input.personId },
		unitId: unit.id,
		personId: input.personId,
		...(open ? { before: { standing: open.standing } } : {}),
		after: { standing: input.standing, from: input.from },
	});
	return { membershipId };
});

/** Ends a membership on a day; the row stays, for what was true stays true. */
export const endMembership = command('membership.end', EndMembershipInput, async (context, input) => {
	const { tx } = context;
	const row = await tx
		.selectFrom('membership')
		.select(['unit_id as unitId', 'person_id as personId', 'standing', 'valid_from as from'])
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', input.membershipId)
		.executeTakeFirst();
	if (!row) throw missing('failure_not_found');
	const unit = await requireUnit(tx, row.unitId);
	context.permit(mayManageUnit(context.actor, { unitId: unit.id, path: unit.path }));
	if (input.to <= row.from) throw invalidAt('to', 'issue_day_too_early');
	await tx
		.updateTable('membership')
		.set({ valid_to: input.to })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', input.membershipId)
		.execute();
	await context.emit('membership.ended', {
		subject: { type: 'person', id: row.personId },
		unitId: unit.id,
		personId: row.personId,
		after: { standing: row.standing, to: input.to },
	});
});

/** Gives a role in a unit from a day on. */
export const assignRole = command('role.assign', AssignRoleInput, async (context, input) => {
	const { tx } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayAssignRoles(context.actor, { unitId: unit.id, path: unit.path }));
	await personById(tx, input.personId);
	const open = await tx
		.selectFrom('role_assignment')
		.select('id')
		.where('tenant_id', '=', context.actor.tenantId)
		.where('person_id', '=', input.personId)
		.where('unit_id', '=', unit.id)
		.where('role', '=', input.role)
		.where('valid_to', 'is', null)
		.executeTakeFirst();
	if (open) throw invalidAt('role', 'issue_role_held');
	const roleId = await insertRole(context, { ...input, decisionNumber: input.decisionNumber ?? null });
	await context.emit('role.assigned', {
		subject: { type: 'person', id: input.personId },
		unitId: unit.id,
		personId: input.personId,
		after: { role: input.role, from: input.from, decisionNumber: input.decisionNumber ?? null },
	});
	return { roleId };
});

/** Ends a role on a day. */
export const endRole = command('role.end', EndRoleInput, async (context, input) => {
	const { tx } = context;
	const row = await tx
		.selectFrom('role_assignment')
		.select(['unit_id as unitId', 'person_id as personId', 'role', 'valid_from as from'])
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', input.roleId)
		.executeTakeFirst();
	if (!row) throw missing('failure_not_found');
	const unit = await requireUnit(tx, row.unitId);
	context.permit(mayAssignRoles(context.actor, { unitId: unit.id, path: unit.path }));
	if (input.to <= row.from) throw invalidAt('to', 'issue_day_too_early');
	await tx
		.updateTable('role_assignment')
		.set({ valid_to: input.to })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', input.roleId)
		.execute();
	await context.emit('role.ended', {
		subject: { type: 'person', id: row.personId },
		unitId: unit.id,
		personId: row.personId,
		after: { role: row.role, to: input.to },
	});
});
