import { bearsSecretMark, insertStoredFile } from '#lib/features/library/public.server.ts';
import { command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { mediaTypeOf, safeFileName } from '#lib/shared/file-kind.ts';
import { filesOf } from './facts.server.ts';
import { AddFilesInput, FileInput, LookedFilesInput } from './schema.ts';
import { begun, ownPaper, subjectOf } from './writing.server.ts';

const photographs = ['image/png', 'image/jpeg', 'image/webp'];
const texts = ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'];
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
	const mediaType = reading.format === 'docx' ? (texts[1] ?? '') : known;
	if (!texts.includes(mediaType)) throw invalidAt('files', 'issue_reflection_file_kind');
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
		const ending = mediaType === texts[1] ? 'docx' : (mediaType.split('/')[1] ?? null);
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
