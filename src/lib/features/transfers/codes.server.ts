import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { ruleFor, transferById } from './facts.server.ts';
import { mayCarry } from './policy.ts';
import { tellTransfer } from './records.server.ts';
import { TransferInput } from './schema.ts';

/** 192 bits: nobody finds one by trying. */
const CODE_BYTES = 24;

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/**
 * Makes a code that confirms the receipt once: for a print of the letter, or for a file that is carried. Only its hash is kept;
 * the code itself is told now and never again. All codes of a transfer end when one was used.
 */
export const makeCode = command('transfer.make_code', TransferInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const transfer = await transferById(tx, actor.tenantId, input.transferId, true);
	context.permit(mayCarry(actor, transfer));
	const { codeDays } = await ruleFor(tx, actor.tenantId, today);
	const code = randomBytes(CODE_BYTES).toString('base64url');
	const expiresAt = new Date(now.getTime() + codeDays * 86_400_000);
	await tx
		.insertInto('transfer_code')
		.values({
			tenant_id: actor.tenantId,
			id: context.newId(),
			transfer_id: transfer.id,
			unit_id: transfer.unitId,
			person_id: transfer.personId,
			code_hash: hashOf(code),
			made_by: context.personId,
			made_at: now,
			expires_at: expiresAt,
		})
		.execute();
	await tellTransfer(context, 'transfer.code_made', transfer);
	return { code, expiresAt };
});

/** Every code of a transfer opens nothing any more. */
export const closeCodes = async ({ tx, actor, now }: CommandContext, transferId: string): Promise<void> => {
	await sql`update transfer_code set used_at = ${now} where tenant_id = ${actor.tenantId} and transfer_id = ${transferId} and used_at is null`.execute(
		tx,
	);
};

/** Uses a code up: of two who come with the same one, the second finds it used. @returns whether it was still open */
export const useCode = async ({ tx, actor, now }: CommandContext, codeId: string): Promise<boolean> => {
	const used = await sql`
		update transfer_code set used_at = ${now} where tenant_id = ${actor.tenantId} and id = ${codeId} and used_at is null returning id`.execute(
		tx,
	);
	return used.rows.length > 0;
};

/** What a code confirms: no more than the page needs. */
export type OpenCode = {
	tenantId: string;
	id: string;
	transferId: string;
	unitId: string;
	personId: string;
	fullName: string;
	unitName: string;
	mark: string;
	kindName: string;
	toOrganisation: string;
	toUnit: string;
	issuedOn: Day;
	effectiveOn: Day;
};

/** What a code opens; null for one that never was, was used, is over, or whose transfer nobody waits for any more. */
export const openCode = async (
	{ db, clock }: Pick<Door, 'db' | 'clock'>,
	code: string,
): Promise<OpenCode | null> => {
	if (code === '') return null;
	const found = await sql<OpenCode>`
		select tenant_id as "tenantId", id, transfer_id as "transferId", unit_id as "unitId", person_id as "personId", full_name as "fullName", unit_name as "unitName",
			mark, kind_name as "kindName", to_organisation as "toOrganisation", to_unit as "toUnit", issued_on as "issuedOn", effective_on as "effectiveOn"
		from public.transfer_by_code(${hashOf(code)}, ${clock()})`.execute(db);
	return found.rows[0] ?? null;
};
