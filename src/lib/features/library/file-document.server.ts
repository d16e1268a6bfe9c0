import { indexNewDocument } from '#lib/features/search/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import { type ParsedClause, parseClauses } from './domain/clauses.ts';
import { sketchOf } from './domain/likeness.ts';
import {
	type Facts,
	factColumns,
	insertBands,
	insertClauses,
	insertRendition,
	insertStoredFile,
} from './records.server.ts';

type NewDocument = {
	unitId: string;
	facts: ReturnType<typeof factColumns>;
	clauses: readonly ParsedClause[];
	characters: number;
	pages: number | null;
	sketch: readonly number[] | null;
	/** The unit of this organisation that issued it, where one did. */
	issuedByUnitId?: string;
	file: { sha256: string; filePath: string; format: string };
	/** What else the event tells. */
	told: Record<string, unknown>;
};

/** What a text measures, as its document tells. */
export const measuresOf = (
	clauses: readonly ParsedClause[],
	reading: { characters: number; pages: number | null } | null,
) => ({
	section_count: clauses.filter(({ isSection }) => isSection).length,
	clause_count: clauses.length,
	characters: reading?.characters ?? 0,
	pages: reading?.pages ?? null,
});

/** Writes a new document with its clause tree, its first rendition and the event, and makes it findable. @returns its id */
export const fileDocument = async (context: CommandContext, given: NewDocument): Promise<string> => {
	const { tx, actor, now } = context;
	const { unitId, facts, clauses, sketch, file } = given;
	const documentId = context.newId();
	await tx
		.insertInto('document')
		.values({
			tenant_id: actor.tenantId,
			id: documentId,
			unit_id: unitId,
			...facts,
			...measuresOf(clauses, given),
			sketch: sketch ? [...sketch] : null,
			state: 'filed',
			filed_by: context.personId,
			filed_at: now,
			issued_by_unit: given.issuedByUnitId ?? null,
		})
		.execute();
	await insertClauses(context, documentId, clauses);
	await insertRendition(context, { ...file, documentId, isOriginal: true });
	await insertBands(context, { id: documentId, unitId, sketch });
	await context.emit('document.filed', {
		subject: { type: 'document', id: documentId },
		unitId,
		documentId,
		after: {
			type: facts.type_name,
			number: facts.number,
			title: facts.title,
			sha256: file.sha256,
			...given.told,
		},
	});
	const { type_name: typeName, number, title, issuer, issued_on: issuedOn } = facts;
	await indexNewDocument(tx, actor.tenantId, documentId, {
		typeName,
		number,
		title,
		issuer,
		day: issuedOn ?? context.today,
		clauses: clauses.map((clause, ordinal) => ({ ...clause, ordinal })),
	});
	return documentId;
};

/** A paper that was written here: as a file of Word, which is read for its clauses, and as a PDF. */
export type IssuedPaper = {
	unitId: string;
	facts: Facts;
	docx: { bytes: Uint8Array; fileName: string };
	pdf: { bytes: Uint8Array; fileName: string };
};
export type IssuedClause = { id: string; anchor: string; label: string; words: string; isSection: boolean };

/**
 * Files a paper that the unit itself issues, inside the command that issues it: it is read like any file that comes in,
 * and both its forms are kept. The caller's policy decides who may.
 * @returns the document and its clauses in the order of the text
 */
export const fileIssued = async (
	context: CommandContext,
	paper: IssuedPaper,
): Promise<{ documentId: string; clauses: IssuedClause[] }> => {
	const { tx, actor, files } = context;
	const reading = await readDocument({ bytes: paper.docx.bytes, name: paper.docx.fileName });
	if (!reading.ok) throw new Error(`The paper that was written can not be read: ${reading.error}`);
	const clauses = parseClauses(reading.paragraphs);
	const docx = await files.put(paper.docx.bytes);
	const pdf = await files.put(paper.pdf.bytes);
	await insertStoredFile(context, { ...docx, format: 'docx' });
	await insertStoredFile(context, { ...pdf, format: 'pdf' });
	const documentId = await fileDocument(context, {
		unitId: paper.unitId,
		issuedByUnitId: paper.unitId,
		facts: factColumns(paper.facts),
		clauses,
		characters: reading.characters,
		pages: reading.pages,
		sketch: sketchOf(reading.paragraphs),
		file: { sha256: docx.sha256, filePath: paper.docx.fileName, format: 'docx' },
		told: { issuedHere: true },
	});
	await insertRendition(context, {
		documentId,
		sha256: pdf.sha256,
		filePath: paper.pdf.fileName,
		format: 'pdf',
		isOriginal: false,
	});
	const written = await tx
		.selectFrom('clause')
		.select(['id', 'anchor', 'label', 'heading', 'text', 'is_section as isSection'])
		.where('tenant_id', '=', actor.tenantId)
		.where('document_id', '=', documentId)
		.orderBy('ordinal')
		.execute();
	return {
		documentId,
		clauses: written.map(({ heading, text, ...clause }) => ({
			...clause,
			words: [heading, text].filter(Boolean).join(' '),
		})),
	};
};
