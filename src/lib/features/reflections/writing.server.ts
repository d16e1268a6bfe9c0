import { sql } from 'kysely';
import { type RoundForPaper, roundForPaper } from '#lib/features/study/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { bothTexts } from '#lib/text/both-texts.ts';
import { type Fields, isField, sameFields, withoutEmpty } from './domain/fields.ts';
import type { Part } from './domain/form.ts';
import { formFor, type KeptText, type KnownReflection, reflectionFor, textOf } from './facts.server.ts';
import { mayWrite } from './policy.ts';
import { saveTogether } from './save-many.server.ts';
import { SaveInput } from './schema.ts';

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
				.map(([name, text]) => [name, text.normalize('NFC').replaceAll('\r\n', '\n')]),
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

type Written = { reflectionId: string; parts: readonly Part[] };

/**
 * Papers that people of this process are writing, by tenant, round and author: which paper it is and what its form has never
 * changes. Whether it may be written on is asked at each save.
 */
const written = new Map<string, Written>();
const MOST_WRITTEN = 20_000;
const keyOf = (actor: Actor, roundId: string): string => `${actor.tenantId} ${roundId} ${actor.personId}`;
const remember = (actor: Actor, roundId: string, paper: KnownReflection): void => {
	const [oldest] = written.keys();
	if (oldest !== undefined && written.size >= MOST_WRITTEN) written.delete(oldest);
	written.set(keyOf(actor, roundId), { reflectionId: paper.id, parts: paper.form.parts });
};

const saveAlone = command(
	'reflection.save',
	SaveInput,
	async (context, input): Promise<Saved> => {
		const { tx, actor, now } = context;
		const paper = await begun(context, await ownPaper(context, input.roundId));
		remember(actor, input.roundId, paper);
		const text: KeptText = await textOf(tx, actor.tenantId, paper.id);
		const sent = cleaned(input.fields, paper.form.parts);
		if (sameFields(sent, text.fields))
			return { isKept: true, revision: text.revision, savedAt: text.savedAt ?? now };
		const isNewer = input.revision !== text.revision;
		if (isNewer && !input.joins)
			return { isKept: false, theirs: { revision: text.revision, fields: text.fields } };
		const fields = isNewer ? withoutEmpty(joined(text.fields, sent)) : sent;
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
	const paper = input.success ? written.get(keyOf(actor, input.data.roundId)) : undefined;
	if (!input.success || !paper || !actor.personId || input.data.joins || input.data.revision === 0)
		return saveAlone(door, raw);
	const at = door.clock();
	const revision = await saveTogether(door.db, {
		tenant: actor.tenantId,
		person: actor.personId,
		reflection: paper.reflectionId,
		revision: input.data.revision,
		fields: cleaned(input.data.fields, paper.parts),
		at,
	});
	return revision === null ? saveAlone(door, raw) : { isKept: true, revision, savedAt: at };
}, saveAlone);
