import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { hashPassword } from '#lib/platform/sessions/auth.ts';
import { missing } from '#lib/shared/failures.ts';
import { mayManageAccount } from './policy.ts';
import { accountPlaces } from './queries.server.ts';

type Known = { personId: string; fullName: string; unitId: string | null; userId: string | null };

/** The person, for whoever manages their account. */
export const managedPerson = async (context: CommandContext, personId: string): Promise<Known> => {
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
export const closeInvitations = async (
	{ tx, actor, now }: CommandContext,
	personId: string,
): Promise<void> => {
	await tx
		.updateTable('invitation')
		.set({ used_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('person_id', '=', personId)
		.where('used_at', 'is', null)
		.execute();
};

/** @throws Failure invalid: somebody else has the login */
export const requireFreeLogin = async ({ tx }: CommandContext, login: string): Promise<void> => {
	const taken = await sql<{ taken: boolean }>`select auth.login_is_taken(${login}) as taken`.execute(tx);
	if (taken.rows[0]?.taken) throw invalidAt('login', 'issue_login_taken');
};

/** The account itself, with its password. */
export const insertAccount = async (
	{ tx, newId }: CommandContext,
	account: { personId: string; login: string; fullName: string; password: string; mustChange: boolean },
): Promise<void> => {
	const hash = await hashPassword(account.password);
	await sql`select auth.create_account(${newId()}::uuid, ${account.personId}::uuid, ${account.login}, ${account.fullName}, ${hash}, ${account.mustChange})`.execute(
		tx,
	);
};
