import { sql } from 'kysely';
import { type RoundForPaper, roundForPaper } from '#lib/features/study/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { bothTexts } from '#lib/text/both-texts.ts';
import { keptChanges, keptText, withChanges } from '#lib/text/typed-changes.ts';
import { type Fields, isField, sameFields, withoutEmpty } from './domain/fields.ts';
import type { Part } from './domain/form.ts';
import { formFor, type KeptText, type KnownReflection, reflectionFor, textOf } from './facts.server.ts';
import { mayWrite } from './policy.ts';
import { saveTogether } from './save-many.server.ts';
import { MOST_LETTERS, SaveInput } from './schema.ts';

export const subjectOf = (paper: { id: string; unitId: string; authorId: string }) => ({
	subject: { type: 'reflection', id: paper.id },
	unitId: paper.unitId,
	personId: paper.authorId,
	personal: true,
});

/** The round and the own paper, locked, for whoever may write it. @throws Failure missing, refused */
export const ownPaper = async (
	context: CommandContext,
	roundId: string,
): Promise<{ round: RoundForPaper; paper: KnownReflection | null }> => {
	const { tx, actor } = context;
	const round = await roundForPaper(tx, actor, roundId);
	const paper = await reflectionFor(
		tx,
		{ tenantId: actor.tenantId, roundId: round.id, personId: context.personId },
		true,
	);
	context.permit(mayWrite(actor, round, paper));
	return { round, paper };
};

/** The own paper, begun if need be, with the form of the day. */
export const begun = async (
	context: CommandContext,
	{ round, paper }: { round: RoundForPaper; paper: KnownReflection | null },
): Promise<KnownReflection> => {
	if (paper) return paper;
	const { tx, actor, now, today } = context;
	// In the round of a committee a paper belongs to the unit of its author.
	const unitId = round.homeUnitId ?? round.unitId;
	const of = { tenantId: actor.tenantId, roundId: round.id, personId: context.personId };
	const form = await formFor(tx, { tenantId: actor.tenantId, unitId }, today);
	const id = context.newId();
	// Two devices that begin at one moment begin one paper.
	const made = await sql<{ id: string }>`
		insert into reflection (tenant_id, id, round_id, unit_id, author_id, form, state, begun_at)
		values (${actor.tenantId}, ${id}, ${round.id}, ${unitId}, ${context.personId}, ${JSON.stringify(form)}::jsonb, 'draft', ${now})
		on conflict (tenant_id, round_id, author_id) do nothing returning id`.execute(tx);
	if (made.rows.length > 0) {
		await tx
			.insertInto('reflection_text')
			.values({
				tenant_id: actor.tenantId,
				reflection_id: id,
				author_id: context.personId,
				fields: '{}',
				revision: 0,
				saved_at: now,
			})
			.execute();
		await context.emit('reflection.begun', subjectOf({ id, unitId, authorId: context.personId }));
	}
	const known = await reflectionFor(tx, of, true);
	if (!known) throw missing('failure_not_found');
	return known;
};

/** Fields that the form has, as they are kept. */
const cleaned = (fields: Fields, parts: readonly Part[]): Record<string, string> =>
	withoutEmpty(
		Object.fromEntries(
			Object.entries(fields)
				.filter(([name]) => isField(name, parts))
				.map(([name, text]) => [name, keptText(text)]),
		),
	);

const joined = (known: Fields, sent: Fields): Fields =>
	Object.fromEntries(
		[...new Set([...Object.keys(known), ...Object.keys(sent)])].map((name) => [
			name,
			name.startsWith('by:') ? (sent[name] ?? '') : bothTexts(known[name] ?? '', sent[name] ?? ''),
		]),
	);

/** What the server keeps after a save; `theirs` when it was written on an older revision: to be merged and sent again. */
export type Saved =
	| { isKept: true; revision: number; savedAt: Date }
	| { isKept: false; theirs: { revision: number; fields: Fields } };

const saveAlone = command(
	'reflection.save',
	SaveInput,
	async (context, input): Promise<Saved> => {
		const { tx, actor, now } = context;
		const paper = await begun(context, await ownPaper(context, input.roundId));
		const text: KeptText = await textOf(tx, actor.tenantId, paper.id);
		const isNewer = input.revision !== text.revision;
		const theirs: Saved = { isKept: false, theirs: { revision: text.revision, fields: text.fields } };
		const told =
			input.changes && !isNewer ? withChanges(text.fields, keptChanges(input.changes)) : input.fields;
		if (!told) return theirs;
		const sent = cleaned(told, paper.form.parts);
		if (sameFields(sent, text.fields))
			return { isKept: true, revision: text.revision, savedAt: text.savedAt ?? now };
		if (isNewer && !input.joins) return theirs;
		const fields = isNewer ? withoutEmpty(joined(text.fields, sent)) : sent;
		if (Object.values(fields).some((words) => words.length > MOST_LETTERS))
			throw invalidAt('fields', 'issue_reflection_long');
		const revision = text.revision + 1;
		await tx
			.updateTable('reflection_text')
			.set({ fields: JSON.stringify(fields), revision, saved_at: now })
			.where('tenant_id', '=', actor.tenantId)
			.where('reflection_id', '=', paper.id)
			.execute();
		return { isKept: true, revision, savedAt: now };
	},
	{ silent: true },
);

/**
 * Keeps what was typed; it writes no event but at the first word: what is handed in is the record. Written on another revision
 * than the kept one it is not taken, and the answer brings what is there: the device has both and their base, and merges.
 * Saves of many people that come at one time are kept together; what is not an ordinary save goes through the command.
 * @throws Failure missing (round), refused, invalid (too long)
 */
export const saveReflection = Object.assign(async (door: Door, raw: unknown): Promise<Saved> => {
	const { actor } = door;
	const input = SaveInput.safeParse(raw);
	if (!input.success || !actor.personId || !input.data.changes || input.data.revision === 0)
		return saveAlone(door, raw);
	const at = door.clock();
	const { roundId: round, revision: on, changes } = input.data;
	const revision = await saveTogether(door.db, {
		tenant: actor.tenantId,
		person: actor.personId,
		round,
		revision: on,
		changes: keptChanges(changes),
		at,
	});
	return revision === null ? saveAlone(door, raw) : { isKept: true, revision, savedAt: at };
}, saveAlone);
