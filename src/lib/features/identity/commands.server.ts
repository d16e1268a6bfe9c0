import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { hashPassword } from '#lib/platform/sessions/auth.ts';
import { when } from '#lib/shared/decision.ts';
import { missing } from '#lib/shared/failures.ts';
import { makeFirstPassword } from './first-password.ts';
import { closeInvitations, insertAccount, managedPerson, requireFreeLogin } from './records.server.ts';
import { CreateAccountInput, PersonInput } from './schema.ts';

/** Gives a person an account. @returns the first password, to be told once; by default it must be changed at once */
export const createAccount = command('account.create', CreateAccountInput, async (context, input) => {
	const person = await managedPerson(context, input.personId);
	if (person.userId) throw invalidAt('login', 'issue_account_exists');
	await requireFreeLogin(context, input.login);
	const firstPassword = input.password ?? makeFirstPassword();
	await closeInvitations(context, person.personId);
	await insertAccount(context, {
		personId: person.personId,
		login: input.login,
		fullName: person.fullName,
		password: firstPassword,
		mustChange: input.mustChange,
	});
	await context.emit('account.created', {
		subject: { type: 'person', id: person.personId },
		unitId: person.unitId,
		personId: person.personId,
		personal: true,
		after: { login: input.login },
	});
	return { login: input.login, firstPassword };
});

/** Gives a new first password and ends the person's sessions. */
export const resetPassword = command('account.reset_password', PersonInput, async (context, { personId }) => {
	const person = await managedPerson(context, personId);
	if (!person.userId) throw missing('failure_no_account');
	const firstPassword = makeFirstPassword();
	const hash = await hashPassword(firstPassword);
	await sql`select auth.set_password(${personId}::uuid, ${hash}, true, null)`.execute(context.tx);
	await context.emit('account.password_reset', {
		subject: { type: 'person', id: personId },
		unitId: person.unitId,
		personId,
		personal: true,
	});
	return { firstPassword };
});

const setLock = (verb: string, event: string, locked: boolean) =>
	command(verb, PersonInput, async (context, { personId }) => {
		const person = await managedPerson(context, personId);
		if (!person.userId) throw missing('failure_no_account');
		context.permit(when(!locked || personId !== context.actor.personId, 'refused_lock_self'));
		await sql`select auth.lock_account(${personId}::uuid, ${locked})`.execute(context.tx);
		await context.emit(event, {
			subject: { type: 'person', id: personId },
			unitId: person.unitId,
			personId,
			personal: true,
		});
	});

/** Locks an account: its sessions end, and nobody signs in with it until it is unlocked. */
export const lockAccount = setLock('account.lock', 'account.locked', true);

export const unlockAccount = setLock('account.unlock', 'account.unlocked', false);
