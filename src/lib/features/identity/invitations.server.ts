import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { allowed } from '#lib/shared/decision.ts';
import { missing } from '#lib/shared/failures.ts';
import { closeInvitations, insertAccount, managedPerson, requireFreeLogin } from './records.server.ts';
import { AcceptInvitationInput, PersonInput } from './schema.ts';

export const INVITATION_DAYS = 7;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

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
			.where('tenant_id', '=', invitation.tenantId)
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
