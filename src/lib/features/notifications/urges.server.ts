import { type RawBuilder, sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { ruleOn } from './domain/rules.ts';
import { mayUrgeAgain } from './domain/urging.ts';
import { notify, type Told } from './notify.server.ts';
import { rulesOf } from './reminder-rules.server.ts';

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

/** For how many hours a unit lets somebody be who was urged. */
export const urgePauseOf = async (
	tx: Tx,
	unit: { tenantId: string; unitId: string },
	today: Day,
): Promise<number> => ruleOn(await rulesOf(tx, unit.tenantId), unit.unitId, today).urgePauseHours;

export type Urging = {
	unitId: string;
	personId: string;
	/** What they owe; it is written down for each. */
	things: readonly { kind: string; subjectId: string }[];
	pauseHours: number;
	/** How it is told, once. */
	told: Pick<Told, 'kind' | 'subjectId' | 'words' | 'detail' | 'href' | 'letterWords'>;
	/** What the event keeps. */
	after: Record<string, unknown>;
};

/**
 * Urges somebody, inside the command that has asked its policy: written down, told at once, also by letter.
 * @returns false where they were urged of any of these things and the unit's pause since then is not over
 */
export const urgeOnce = async (context: CommandContext, urging: Urging): Promise<boolean> => {
	const { unitId, personId, things, told } = urging;
	const last = await context.tx
		.selectFrom('urge')
		.select(({ fn }) => fn.max('urged_at').as('at'))
		.where('person_id', '=', personId)
		.where(({ or, and, eb }) =>
			or(things.map(({ kind, subjectId }) => and([eb('kind', '=', kind), eb('subject_id', '=', subjectId)]))),
		)
		.executeTakeFirst();
	if (!mayUrgeAgain(last?.at ? new Date(last.at) : null, context.now, urging.pauseHours)) return false;
	let id = '';
	for (const thing of things) id = await writeUrge(context, { ...thing, unitId, personId });
	await notify(context, { ...told, personIds: [personId], unitId, step: `urged:${id}`, isUrgent: true });
	await context.emit('duty.urged', {
		subject: { type: told.kind, id: told.subjectId },
		unitId,
		personId,
		personal: true,
		after: urging.after,
	});
	return true;
};
