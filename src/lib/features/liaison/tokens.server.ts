import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { CommandContext, Door } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';

/** 192 bits: nobody finds one by trying. */
const TOKEN_BYTES = 24;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

type Subject = { letterId: string } | { requestId: string };

/** Makes a link that opens once. Only its hash is kept; the token itself is told now and never again. */
export const makeToken = async (
	{ tx, actor, now, newId, personId }: CommandContext,
	subject: Subject,
	of: { unitId: string; personId: string },
	days: number,
): Promise<{ token: string; expiresAt: Date }> => {
	const token = randomBytes(TOKEN_BYTES).toString('base64url');
	const expiresAt = new Date(now.getTime() + days * 86_400_000);
	await tx
		.insertInto('residence_token')
		.values({
			tenant_id: actor.tenantId,
			id: newId(),
			letter_id: 'letterId' in subject ? subject.letterId : null,
			request_id: 'requestId' in subject ? subject.requestId : null,
			unit_id: of.unitId,
			person_id: of.personId,
			token_hash: hashOf(token),
			made_by: personId,
			made_at: now,
			expires_at: expiresAt,
		})
		.execute();
	return { token, expiresAt };
};

/** Every link of a letter or a request that is still open, opens nothing any more. @returns how many they were */
export const closeTokens = async ({ tx, actor, now }: CommandContext, subject: Subject): Promise<number> => {
	const closed = await sql`
		update residence_token set used_at = ${now} where tenant_id = ${actor.tenantId} and used_at is null
			and ${'letterId' in subject ? sql`letter_id = ${subject.letterId}` : sql`request_id = ${subject.requestId}`} returning id`.execute(
		tx,
	);
	return closed.rows.length;
};

/** Uses a link up: of two who come with the same one, the second finds it used. @returns whether it was still open */
export const useToken = async ({ tx, actor, now }: CommandContext, tokenId: string): Promise<boolean> => {
	const used = await sql`
		update residence_token set used_at = ${now} where tenant_id = ${actor.tenantId} and id = ${tokenId} and used_at is null returning id`.execute(
		tx,
	);
	return used.rows.length > 0;
};

/** What a link opens, and for how long: no more than the page needs. */
export type OpenLink = {
	tenantId: string;
	id: string;
	kind: 'receipt' | 'remark';
	subjectId: string;
	unitId: string;
	personId: string;
	fullName: string;
	unitName: string;
	cell: string;
	commune: string;
	/** Of a remark. */
	year: number | null;
	dueOn: Day | null;
	/** Of a letter. */
	mark: string | null;
};

/**
 * What a token opens; null for one that never was, was used, is over, or for which nobody waits any more: one question to the
 * database for all of them, and the same answer.
 */
export const linkByToken = async (
	{ db, clock }: Pick<Door, 'db' | 'clock'>,
	token: string,
): Promise<OpenLink | null> => {
	const found = await sql<OpenLink>`
		select tenant_id as "tenantId", id, kind, subject_id as "subjectId", unit_id as "unitId", person_id as "personId", full_name as "fullName", unit_name as "unitName",
			cell, commune, year, due_on as "dueOn", mark
		from public.residence_by_token(${hashOf(token)}, ${clock()})`.execute(db);
	return found.rows[0] ?? null;
};
