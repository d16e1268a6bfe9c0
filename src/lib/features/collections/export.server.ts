import ExcelJS from 'exceljs';
import {
	type Document,
	type DocumentFile,
	documentsForReading,
	originalFilesOf,
} from '#lib/features/library/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { FileStore } from '#lib/platform/files/store.ts';
import { zipStream } from '#lib/platform/files/zip-stream.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { longDate } from '#lib/shared/calendar.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { exportNames } from './domain/file-names.ts';
import { collectionPageOf } from './queries.server.ts';

/** An export is taken down in one go, often over a poor network: this many documents and bytes at most. */
const MOST_DOCUMENTS = 300;
const MOST_BYTES = 1_000_000_000;

/** Formats that are compressed already. */
const compressed = new Set(['pdf', 'docx', 'odt', 'xlsx', 'zip', 'jpg', 'jpeg', 'png']);

export type ExportRow = {
	place: number;
	document: Document;
	note: string;
	file: (DocumentFile & { name: string }) | null;
};

/**
 * What an export will hold: of the documents asked for those that the actor may read, with their original files.
 * @param notes a word for the index, by document
 * @throws Failure missing when none of them is there for the actor, conflict when it would be too much
 */
export const planExport = async (
	tx: Tx,
	actor: Actor,
	documentIds: readonly string[],
	notes: ReadonlyMap<string, string> = new Map(),
): Promise<ExportRow[]> => {
	if (new Set(documentIds).size > MOST_DOCUMENTS)
		throw conflict('failure_export_many', { most: MOST_DOCUMENTS });
	const documents = await documentsForReading(tx, actor, documentIds);
	if (documents.length === 0) throw missing('failure_not_found');
	const files = await originalFilesOf(
		tx,
		actor.tenantId,
		documents.map(({ id }) => id),
	);
	const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
	if (bytes > MOST_BYTES) throw conflict('failure_export_large', { most: Math.round(MOST_BYTES / 1e6) });
	const rows = documents.flatMap((document, index) => {
		const own = files.filter(({ documentId }) => documentId === document.id);
		const row = { place: index + 1, document, note: notes.get(document.id) ?? '' };
		const each: (DocumentFile | null)[] = own.length > 0 ? own : [null];
		return each.map((file) => ({ ...row, file }));
	});
	const names = exportNames(
		rows.map(({ place, document, file }) => ({ ...document, place, fileName: file?.fileName ?? '' })),
	);
	return rows.map((row, index) => ({
		...row,
		file: row.file ? { ...row.file, name: names[index] ?? '' } : null,
	}));
};

/**
 * What the export of a collection will hold: its documents in their order, with the notes on them and their clauses.
 * @throws Failure as collectionPageOf and planExport do
 */
export const planCollectionExport = async (
	tx: Tx,
	actor: Actor,
	collectionId: string,
): Promise<{ name: string; rows: ExportRow[] }> => {
	const { collection, items } = await collectionPageOf(tx, actor, collectionId);
	const notes = new Map<string, string>();
	for (const { document, clause, note } of items) {
		const said = [clause?.name, note].filter(Boolean).join(': ');
		notes.set(document.id, [notes.get(document.id), said].filter(Boolean).join('; '));
	}
	const ids = items.map(({ document }) => document.id);
	return { name: collection.name, rows: await planExport(tx, actor, ids, notes) };
};

/** The index sheet: a line a file, with a link to it. */
export const indexSheet = async (rows: readonly ExportRow[]): Promise<Uint8Array> => {
	const book = new ExcelJS.Workbook();
	const sheet = book.addWorksheet(m.export_sheet(), { views: [{ state: 'frozen', ySplit: 1 }] });
	sheet.columns = [
		{ header: m.export_place(), width: 6 },
		{ header: m.export_number(), width: 18 },
		{ header: m.export_type(), width: 16 },
		{ header: m.export_issuer(), width: 30 },
		{ header: m.export_date(), width: 12 },
		{ header: m.export_title(), width: 70 },
		{ header: m.export_note(), width: 40 },
		{ header: m.export_file(), width: 60 },
	];
	sheet.getRow(1).font = { bold: true };
	for (const { place, document, note, file } of rows) {
		const row = sheet.addRow([
			place,
			document.number ?? '',
			document.typeName,
			document.issuer ?? '',
			document.issuedOn ? longDate(document.issuedOn) : '',
			document.title,
			note,
			file ? { text: file.name, hyperlink: encodeURIComponent(file.name) } : m.export_no_file(),
		]);
		row.alignment = { vertical: 'top', wrapText: true };
	}
	return new Uint8Array(await book.xlsx.writeBuffer());
};

/** The archive: the index sheet, then the files as they came (platform/files/zip-stream.ts). */
export const zipOf = async (
	files: FileStore,
	rows: readonly ExportRow[],
): Promise<ReadableStream<Uint8Array>> => {
	const sheet = await indexSheet(rows);
	return zipStream(files, [
		{ name: 'danh-muc.xlsx', isPacked: true, bytes: new Uint8Array(sheet) },
		...rows.flatMap(({ file }) =>
			file ? [{ name: file.name, isPacked: compressed.has(file.format), sha256: file.sha256 }] : [],
		),
	]);
};
