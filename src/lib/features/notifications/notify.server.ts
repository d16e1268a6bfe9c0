import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { nudge } from '#lib/platform/jobs/jobs.ts';
import { postLettersName } from './job-names.ts';

/** Something that people are told. */
export type Told = {
	personIds: readonly string[];
	unitId: string | null;
	/** What it is about: 'carry_out', 'task.returned', 'meeting.called' … Words in the mail go by it. */
	kind: string;
	subjectId: string;
	/** Told once for each person, kind, subject and step, however often it is asked for. */
	step: string;
	/** The key of a message, and what fills it. It is shown to these people in the application only. */
	words: string;
	detail?: Record<string, string | number>;
	href: string;
	/** Also as a letter at once, to those who want letters. */
	isUrgent?: boolean;
	/** The key of a message without a name or title: all that the letter says, besides the link. */
	letterWords?: string;
};

/** Writes down what people are told. @returns how many had not been told before */
export const tellAll = async (tx: Tx, told: readonly Told[], now: Date): Promise<number> => {
	if (told.length === 0) return 0;
	const written = await sql<{ told: number }>`
		select public.tell_people(${JSON.stringify(told)}::text::jsonb, ${now}) as told`.execute(tx);
	return written.rows[0]?.told ?? 0;
};

/**
 * Tells people something, inside the transaction of the change: it is told when the change is, and only then. Whoever
 * makes the change is left out. Safe to ask twice.
 * @returns how many were told now
 */
export const notify = async (
	{ tx, actor, now }: Pick<CommandContext, 'tx' | 'actor' | 'now'>,
	told: Told,
): Promise<number> => {
	const persons = [...new Set(told.personIds)].filter((id) => id !== actor.personId);
	if (persons.length === 0) return 0;
	const written = await tellAll(tx, [{ ...told, personIds: persons }], now);
	if (told.isUrgent) await nudge(tx, postLettersName, {});
	return written;
};

/** A thing is done or called off: reminders of it go away. Without a person: everybody's. */
export const settle = async (
	tx: Tx,
	done: { kinds: readonly string[]; subjectId: string; personId: string | null; now: Date },
): Promise<void> => {
	await sql`select public.settle_reminders(${`{${done.kinds.join(',')}}`}::text[], ${done.subjectId}, ${done.personId}, ${done.now})`.execute(
		tx,
	);
};

/**
 * Tells many people many things in one statement, as `notify` does with one.
 * @returns how many were told now
 */
export const notifyMany = async (
	{ tx, actor, now }: Pick<CommandContext, 'tx' | 'actor' | 'now'>,
	told: readonly Told[],
): Promise<number> =>
	tellAll(
		tx,
		told.flatMap((one) => {
			const persons = [...new Set(one.personIds)].filter((id) => id !== actor.personId);
			return persons.length > 0 ? [{ ...one, personIds: persons }] : [];
		}),
		now,
	);
