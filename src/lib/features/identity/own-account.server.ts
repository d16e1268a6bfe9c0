import { verify } from '@node-rs/argon2';
import { sql } from 'kysely';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { type Auth, hashPassword } from '#lib/platform/sessions/auth.ts';
import { missing } from '#lib/shared/failures.ts';
import { isSelf } from './policy.ts';
import { ChangeOwnPasswordInput, EndSessionInput, NoInput } from './schema.ts';

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
