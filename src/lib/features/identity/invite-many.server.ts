import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { INVITATION_DAYS } from './invitations.server.ts';
import { mayManageAccount } from './policy.ts';
import { accountPlaces, accountsOf } from './queries.server.ts';
import { InviteUnitInput } from './schema.ts';

/** So many at a time: a sheet that one prints and cuts. */
export const INVITED_AT_ONCE = 100;

/**
 * Invites everybody of a unit who has no account, each by a link of their own: to be printed by unit and handed over. The links
 * are told now and never again; an earlier one of the same person is over. Whoever holds a role outside of what the actor
 * administers is left to whoever administers that.
 * @throws Failure refused, invalid when nobody is left to be invited
 */
export const inviteUnit = command('account.invite_unit', InviteUnitInput, async (context, { unitId }) => {
	const { tx, actor, now, today } = context;
	const unit = await requireUnit(tx, unitId);
	context.permit(mayManageAccount(actor, [{ path: unit.path, holdsRole: false }]));
	const people = await peopleOfUnit(tx, unit.id, today);
	const accounts = await accountsOf(
		tx,
		actor.tenantId,
		people.map(({ personId }) => personId),
	);
	const chosen: { personId: string; fullName: string; jobTitle: string; token: string }[] = [];
	for (const { personId, fullName, jobTitle } of people) {
		if (accounts.has(personId) || chosen.length === INVITED_AT_ONCE) continue;
		if (!mayManageAccount(actor, await accountPlaces(tx, actor.tenantId, personId, today)).allowed) continue;
		chosen.push({ personId, fullName, jobTitle, token: randomBytes(32).toString('base64url') });
	}
	if (chosen.length === 0) throw invalidAt('unitId', 'account_invite_sheet_none');
	const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000);
	const rows = chosen.map(({ personId, token }) => ({
		personId,
		hash: createHash('sha256').update(token).digest('hex'),
	}));
	const x = sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as x("personId" uuid, hash text)`;
	await sql`update invitation i set used_at = ${now} from ${x} where i.tenant_id = ${actor.tenantId} and i.person_id = x."personId" and i.used_at is null`.execute(
		tx,
	);
	await sql`insert into invitation (tenant_id, id, person_id, token_hash, created_by, created_at, expires_at)
		select ${actor.tenantId}, uuidv7(), x."personId", x.hash, ${context.personId}, ${now}, ${expiresAt} from ${x}`.execute(
		tx,
	);
	for (const { personId } of chosen)
		await context.emit('account.invited', {
			subject: { type: 'person', id: personId },
			unitId: unit.id,
			personId,
			personal: true,
		});
	return { unitName: unit.name, expiresAt, invited: chosen };
});
