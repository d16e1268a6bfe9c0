import { sql } from 'kysely';
import { bearsSecretMark, insertStoredFile } from '#lib/features/library/public.server.ts';
import { type RoundForPaper, roundForPaper } from '#lib/features/study/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { mediaTypeOf, safeFileName } from '#lib/shared/uploads.ts';
import { bothTexts } from '#lib/text/both-texts.ts';
import { type Fields, isField, sameFields, withoutEmpty } from './domain/fields.ts';
import {
	filesOf,
	formFor,
	type KeptText,
	type KnownReflection,
	reflectionFor,
	textOf,
} from './facts.server.ts';
import { mayWrite } from './policy.ts';
import { AddFilesInput, FileInput, LookedFilesInput, SaveInput } from './schema.ts';

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
const begun = async (
	context: CommandContext,
	{ round, paper }: { round: RoundForPaper; paper: KnownReflection | null },
): Promise<KnownReflection> => {
	if (paper) return paper;
	const { tx, actor, now, today } = context;
	const of = { tenantId: actor.tenantId, roundId: round.id, personId: context.personId };
	const form = await formFor(tx, { tenantId: actor.tenantId, unitId: round.unitId }, today);
	const id = context.newId();
	// Two devices that begin at one moment begin one paper.
	const made = await sql<{ id: string }>`
		insert into reflection (tenant_id, id, round_id, unit_id, author_id, form, state, begun_at)
		values (${actor.tenantId}, ${id}, ${round.id}, ${round.unitId}, ${context.personId}, ${JSON.stringify(form)}::jsonb, 'draft', ${now})
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
		await context.emit(
			'reflection.begun',
			subjectOf({ id, unitId: round.unitId, authorId: context.personId }),
		);
	}
	const known = await reflectionFor(tx, of, true);
	if (!known) throw missing('failure_not_found');
	return known;
};

/** Fields that the form has, as they are kept. */
const cleaned = (fields: Fields, paper: KnownReflection): Record<string, string> =>
	withoutEmpty(
		Object.fromEntries(
			Object.entries(fields)
				.filter(([name]) => isField(name, paper.form.parts))
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

/**
 * Keeps what was typed; it writes no event but at the first word: what is handed in is the record. Written on another revision
 * than the kept one it is not taken, and the answer brings what is there: the device has both and their base, and merges.
 * @throws Failure missing (round), refused, invalid (too long)
 */
export const saveReflection = command(
	'reflection.save',
	SaveInput,
	async (context, input): Promise<Saved> => {
		const { tx, actor, now } = context;
		const paper = await begun(context, await ownPaper(context, input.roundId));
		const text: KeptText = await textOf(tx, actor.tenantId, paper.id);
		const sent = cleaned(input.fields, paper);
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

const photographs = ['image/png', 'image/jpeg', 'image/webp'];
const written = [
	'application/pdf',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
];
const MOST_FILES = 20;
const MOST_BYTES = 30 * 1024 * 1024;

type Looked = { mediaType: string; body: string };

/** What a file is: a text that is read, or a photograph. @throws Failure invalid for anything else */
const lookAt = async (name: string, bytes: Uint8Array): Promise<Looked> => {
	if (bytes.byteLength > MOST_BYTES) throw invalidAt('files', 'issue_reflection_file_large');
	if (await bearsSecretMark(name, bytes)) throw invalidAt('files', 'issue_file_secret');
	const known = mediaTypeOf(bytes);
	if (photographs.includes(known)) return { mediaType: known, body: '' };
	const reading = await readDocument({ bytes, name });
	const mediaType = reading.format === 'docx' ? (written[1] ?? '') : known;
	if (!written.includes(mediaType)) throw invalidAt('files', 'issue_reflection_file_kind');
	// A scanned text has none to read; it is kept as it is.
	if (!reading.ok && reading.error !== 'scan-without-text')
		throw invalidAt('files', 'issue_reflection_file_broken');
	return {
		mediaType,
		body: reading.ok
			? reading.paragraphs
					.map(({ text }) => text)
					.join('\n')
					.normalize('NFC')
			: '',
	};
};

const recordFiles = command('reflection.add_files', LookedFilesInput, async (context, input) => {
	const { tx, actor, now } = context;
	const paper = await begun(context, await ownPaper(context, input.roundId));
	const known = await filesOf(tx, actor.tenantId, paper.id);
	if (known.length + input.files.length > MOST_FILES) throw conflict('failure_reflection_files');
	for (const { name, bytes, mediaType, body } of input.files) {
		const stored = await context.files.put(bytes);
		const ending = mediaType === written[1] ? 'docx' : (mediaType.split('/')[1] ?? null);
		await insertStoredFile(context, { ...stored, format: ending === 'jpeg' ? 'jpg' : ending });
		await tx
			.insertInto('reflection_file')
			.values({
				tenant_id: actor.tenantId,
				id: context.newId(),
				reflection_id: paper.id,
				sha256: stored.sha256,
				file_name: safeFileName(name),
				media_type: mediaType,
				bytes: stored.bytes,
				body,
				added_at: now,
			})
			.execute();
	}
	await context.emit('reflection.files_added', { ...subjectOf(paper), after: { files: input.files.length } });
	return { reflectionId: paper.id };
});

/**
 * Puts files into the own paper: a text (.docx, .pdf), or photographs of handwriting. Files are looked at before a transaction
 * is open; one that bears a mark of secrecy is never written.
 * @throws Failure invalid (kind, size, mark), refused
 */
export const addFiles = Object.assign(async (door: Door, raw: unknown): Promise<{ reflectionId: string }> => {
	const input = AddFilesInput.safeParse(raw);
	// What is wrong otherwise, the command says in its own words.
	if (!input.success) return recordFiles(door, raw);
	const files = [];
	for (const file of input.data.files) files.push({ ...file, ...(await lookAt(file.name, file.bytes)) });
	return recordFiles(door, { ...input.data, files });
}, recordFiles);

/** Takes a file out of the own paper. What was handed in with it, keeps it. */
export const dropFile = command('reflection.drop_file', FileInput, async (context, input) => {
	const { tx, actor, now } = context;
	const { paper } = await ownPaper(context, input.roundId);
	if (!paper) throw missing('failure_not_found');
	const dropped = await tx
		.updateTable('reflection_file')
		.set({ dropped_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('reflection_id', '=', paper.id)
		.where('id', '=', input.fileId)
		.where('dropped_at', 'is', null)
		.returning('file_name as fileName')
		.executeTakeFirst();
	if (!dropped) throw missing('failure_not_found');
	await context.emit('reflection.file_dropped', {
		...subjectOf(paper),
		before: { fileName: dropped.fileName },
	});
});
