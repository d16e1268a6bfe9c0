import { createHash, randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { sql } from 'kysely';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { type Auth, hashPassword } from '#lib/platform/sessions/auth.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { allowed, when } from '#lib/shared/decision.ts';
import { missing } from '#lib/shared/failures.ts';
import { makeFirstPassword } from './first-password.ts';
import { isSelf, mayManageAccount } from './policy.ts';
import { accountPlaces } from './queries.server.ts';
import {
	AcceptInvitationInput,
	ChangeOwnPasswordInput,
	CreateAccountInput,
	EndSessionInput,
	NoInput,
	PersonInput,
} from './schema.ts';

export const INVITATION_DAYS = 7;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

type Known = { personId: string; fullName: string; unitId: string | null; userId: string | null };

/** The person, for whoever manages their account. */
const managedPerson = async (context: CommandContext, personId: string): Promise<Known> => {
	const { tx, actor, today } = context;
	const found = await sql<Omit<Known, 'unitId'>>`
		select p.id as "personId", p.full_name as "fullName", u.id as "userId"
		from person p left join auth."user" u on u.tenant_id = p.tenant_id and u.person_id = p.id
		where p.tenant_id = ${actor.tenantId} and p.id = ${personId}`.execute(tx);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	const places = await accountPlaces(tx, actor.tenantId, personId, today);
	context.permit(mayManageAccount(actor, places));
	return { ...row, unitId: places[0]?.unitId ?? null };
};

/** From now on no invitation that was sent to the person opens anything. */
const closeInvitations = async ({ tx, now }: CommandContext, personId: string): Promise<void> => {
	await tx
		.updateTable('invitation')
		.set({ used_at: now })
		.where('person_id', '=', personId)
		.where('used_at', 'is', null)
		.execute();
};

const requireFreeLogin = async ({ tx }: CommandContext, login: string): Promise<void> => {
	const taken = await sql<{ taken: boolean }>`select auth.login_is_taken(${login}) as taken`.execute(tx);
	if (taken.rows[0]?.taken) throw invalidAt('login', 'issue_login_taken');
};

const insertAccount = async (
	{ tx, newId }: CommandContext,
	account: { personId: string; login: string; fullName: string; password: string; mustChange: boolean },
): Promise<void> => {
	const hash = await hashPassword(account.password);
	await sql`select auth.create_account(${newId()}::uuid, ${account.personId}::uuid, ${account.login}, ${account.fullName}, ${hash}, ${account.mustChange})`.execute(
		tx,
	);
};

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

/** Invites a person to choose login and password themselves. @returns the token of the link; only its hash is kept */
export const invite = command('account.invite', PersonInput, async (context, { personId }) => {
	const { tx, actor, now } = context;
	const person = await managedPerson(context, personId);
	if (person.userId) throw invalidAt('login', 'issue_account_exists');
	const token = randomBytes(32).toString('base64url');
	await closeInvitations(context, personId);
	await tx
		.insertInto('invitation')
		.values({
			tenant_id: actor.tenantId,
			id: context.newId(),
			person_id: personId,
			token_hash: hashOf(token),
			created_by: context.personId,
			created_at: now,
			expires_at: new Date(now.getTime() + INVITATION_DAYS * 86_400_000),
		})
		.execute();
	await context.emit('account.invited', {
		subject: { type: 'person', id: personId },
		unitId: person.unitId,
		personId,
		personal: true,
	});
	return { token };
});

export type Invitation = {
	tenantId: string;
	id: string;
	personId: string;
	fullName: string;
	tenantName: string;
};

/** The invitation behind a token; null when it was used, is over or never was. */
export const invitationOf = async (
	{ db, clock }: Pick<Door, 'db' | 'clock'>,
	token: string,
): Promise<Invitation | null> => {
	const found = await sql<Invitation>`
		select tenant_id as "tenantId", id, person_id as "personId", full_name as "fullName", tenant_name as "tenantName"
		from public.invitation_by_token(${hashOf(token)}, ${clock()})`.execute(db);
	return found.rows[0] ?? null;
};

const acceptFor = (invitation: Invitation) =>
	command('account.accept_invitation', AcceptInvitationInput, async (context, input) => {
		const { tx, now } = context;
		context.permit(allowed);
		const used = await tx
			.updateTable('invitation')
			.set({ used_at: now })
			.where('id', '=', invitation.id)
			.where('used_at', 'is', null)
			.returning('id')
			.executeTakeFirst();
		if (!used) throw missing('failure_invitation_over');
		await requireFreeLogin(context, input.login);
		await insertAccount(context, {
			personId: invitation.personId,
			login: input.login,
			fullName: invitation.fullName,
			password: input.password,
			mustChange: false,
		});
		await context.emit('account.created', {
			subject: { type: 'person', id: invitation.personId },
			personId: invitation.personId,
			personal: true,
			after: { login: input.login, byInvitation: true },
		});
		return { login: input.login };
	});

/**
 * Takes up an invitation: the token stands for the person, once.
 * @throws Failure missing when the invitation was used or is over, invalid for a login that is taken
 */
export const acceptInvitation = async (
	door: Omit<Door, 'actor'>,
	input: unknown,
): Promise<{ login: string }> => {
	const token = typeof input === 'object' && input !== null && 'token' in input ? String(input.token) : '';
	const invitation = await invitationOf(door, token);
	if (!invitation) throw missing('failure_invitation_over');
	return acceptFor(invitation)({ ...door, actor: systemActor(invitation.tenantId) }, input);
};

/**
 * Changes one's own password; the session in which it is done goes on, all others end.
 * @param keep the session that goes on   @throws Failure invalid at `currentPassword` when it is wrong
 */
export const changeOwnPassword = (auth: Auth, keep: string | null) =>
	command('account.change_password', ChangeOwnPasswordInput, async (context, input) => {
		context.permit(isSelf(context.actor));
		const { rows } = await sql<{ password: string }>`
			select a.password from auth.account a join auth."user" u on u.id = a.user_id
			where u.person_id = ${context.personId} and u.tenant_id = ${context.actor.tenantId} and a.provider_id = 'credential'`.execute(
			auth.db,
		);
		const stored = rows[0]?.password;
		if (!stored || !(await verify(stored, input.currentPassword)))
			throw invalidAt('currentPassword', 'issue_current_password');
		if (input.currentPassword === input.password) throw invalidAt('password', 'issue_password_same');
		const hash = await hashPassword(input.password);
		await sql`select auth.set_password(${context.personId}::uuid, ${hash}, false, ${keep}::uuid)`.execute(
			context.tx,
		);
		await context.emit('account.password_changed', {
			subject: { type: 'person', id: context.personId },
			personId: context.personId,
			personal: true,
		});
	});

const ownSessions = ({ actor }: CommandContext) =>
	sql`user_id in (select id from auth."user" where tenant_id = ${actor.tenantId} and person_id = ${actor.personId})`;

/** Ends one of one's own sessions. */
export const endSession = command('session.end', EndSessionInput, async (context, { sessionId }) => {
	context.permit(isSelf(context.actor));
	const ended =
		await sql`delete from auth.session where id = ${sessionId} and ${ownSessions(context)} returning id`.execute(
			context.tx,
		);
	if (ended.rows.length === 0) throw missing('failure_not_found');
	await context.emit('session.ended', {
		subject: { type: 'person', id: context.personId },
		personId: context.personId,
		personal: true,
	});
});

/** Ends all of one's own sessions but the one that is kept. */
export const endOtherSessions = (keep: string | null) =>
	command('session.end_others', NoInput, async (context) => {
		context.permit(isSelf(context.actor));
		const ended =
			await sql`delete from auth.session where ${ownSessions(context)} and id is distinct from ${keep}::uuid returning id`.execute(
				context.tx,
			);
		await context.emit('session.others_ended', {
			subject: { type: 'person', id: context.personId },
			personId: context.personId,
			personal: true,
			after: { ended: ended.rows.length },
		});
	});
