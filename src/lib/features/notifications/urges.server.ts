import { type RawBuilder, sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';

/**
 * The urges of a kind of duty, as a table in a query that has the thing: `(select max(g.urged_at) from ${urgesOn('carry_out', 't.id')} g)`.
 * @param subject a column of the query around, or a value
 */
export const urgesOn = (kind: string, subject: string | RawBuilder<unknown>): RawBuilder<unknown> =>
	sql`(select x.id, x.person_id, x.urged_by, x.urged_at, x.words from urge x
		where x.tenant_id = (select meta.tenant()) and x.kind = ${kind} and x.subject_id = ${typeof subject === 'string' ? sql.ref(subject) : subject})`;

/** Writes down that somebody was urged to do a thing, with the words if there were any. @returns its id */
export const writeUrge = async (
	context: CommandContext,
	urged: { unitId: string; personId: string; kind: string; subjectId: string; words?: string },
): Promise<string> => {
	const id = context.newId();
	await context.tx
		.insertInto('urge')
		.values({
			tenant_id: context.actor.tenantId,
			id,
			unit_id: urged.unitId,
			person_id: urged.personId,
			kind: urged.kind,
			subject_id: urged.subjectId,
			urged_by: context.personId,
			urged_at: context.now,
			words: urged.words ?? null,
		})
		.execute();
	return id;
};
