import { sql } from 'kysely';
import { command, type Door } from '#lib/platform/command/command.ts';
import { hashPassword } from '#lib/platform/sessions/auth.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { when } from '#lib/shared/decision.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { insertPerson, insertRole, insertUnit } from './records.server.ts';
import { SetUpInput } from './schema.ts';

/** The door of somebody who sets up a new organisation: nobody yet, in a tenant that is about to be. */
export const foundingDoor = (door: Omit<Door, 'actor'>): Door => ({
	...door,
	actor: { ...systemActor(uuidv7(door.clock().getTime())), kind: 'visitor' },
});

const SETTING_UP = 7_426_082;

/**
 * Sets up the organisation of a new installation: the tenant, its root unit, and the first administrator with an
 * account. Only while the installation is empty.
 */
export const setUpOrganisation = command('organisation.set_up', SetUpInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	// Two who set up at one moment, at two processes: the second waits, and then finds the first.
	await sql`select pg_advisory_xact_lock(${SETTING_UP})`.execute(tx);
	const empty = await sql<{ empty: boolean }>`select public.instance_is_empty() as empty`.execute(tx);
	context.permit(when(empty.rows[0]?.empty ?? false, 'refused_already_set_up'));
	const tenantId = actor.tenantId;
	await tx
		.insertInto('tenant')
		.values({
			tenant_id: tenantId,
			name: input.name,
			kind: input.kind,
			is_sample: input.isSample ?? false,
			created_at: now,
		})
		.execute();
	const unitId = await insertUnit(context, {
		kind: input.kind,
		name: input.name,
		shortName: input.name,
		sign: '',
		parent: null,
		from: today,
	});
	const personId = await insertPerson(context, { fullName: input.fullName, jobTitle: '', email: null });
	await insertRole(context, { personId, unitId, role: 'administrator', from: today, decisionNumber: null });
	const hash = await hashPassword(input.password);
	await sql`select auth.create_account(${context.newId()}::uuid, ${personId}::uuid, ${input.login}, ${input.fullName}, ${hash}, false)`.execute(
		tx,
	);
	await context.emit('organisation.set_up', {
		subject: { type: 'tenant', id: tenantId },
		unitId,
		after: { name: input.name, kind: input.kind },
	});
	return { tenantId, unitId, personId };
});
