import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import {
	type ExportRow,
	planCollectionExport,
	planExport,
	zipOf,
} from '#lib/features/collections/export.server.ts';
import { collectionsOf } from '#lib/features/collections/queries.server.ts';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { documentsBy } from '#lib/features/trace/find-document.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type FileStore, openFileStore } from '#lib/platform/files/store.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { actorOf } from './actor-of.ts';
import { withDatabase } from './with-database.ts';

type Options = { collection?: string; as: string; out: string; json?: boolean };
type Line = { id: string; title: string };

const onlyOne = <T extends Line>(found: readonly T[], none: string, many: string): T => {
	const [only, ...others] = found;
	if (!only) throw new Error(none);
	if (others.length > 0)
		throw new Error(`${many}\n${found.map(({ id, title }) => `  ${id}  ${title}`).join('\n')}`);
	return only;
};

/** The one document of this number or id that the person may read. */
const documentOf = async (tx: Tx, actor: Actor, wanted: string): Promise<string> => {
	const found = await documentsBy(tx, actor.tenantId, wanted);
	const readable = await documentsForReading(
		tx,
		actor,
		found.map(({ documentId }) => documentId),
	);
	return onlyOne(
		readable,
		`Không tìm thấy văn bản ${wanted}.`,
		`Có ${readable.length} văn bản số ${wanted}; đề nghị ghi mã:`,
	).id;
};

/** The one collection of this name or id that the person sees. */
const collectionOf = async (tx: Tx, actor: Actor, wanted: string): Promise<string> => {
	if (uuidPattern.test(wanted)) return wanted;
	const same = (name: string): boolean =>
		name.normalize('NFC').toLocaleLowerCase('vi') === wanted.normalize('NFC').toLocaleLowerCase('vi');
	const found = (await collectionsOf(tx, actor))
		.filter(({ name }) => same(name))
		.map(({ id, name, ownerName }) => ({ id, title: `${name} (${ownerName})` }));
	return onlyOne(
		found,
		`Không tìm thấy chuyên đề “${wanted}”.`,
		`Có ${found.length} chuyên đề tên “${wanted}”; đề nghị ghi mã:`,
	).id;
};

/**
 * What will be exported: a collection, or documents by number or id in the order given.
 * @throws Error in words when one of them is not there for the person, or is not the only one
 */
export const planOf = async (
	tx: Tx,
	actor: Actor,
	wanted: { collection?: string | undefined; documents: readonly string[] },
): Promise<ExportRow[]> => {
	if (wanted.collection)
		return (await planCollectionExport(tx, actor, await collectionOf(tx, actor, wanted.collection))).rows;
	const ids: string[] = [];
	for (const one of wanted.documents) ids.push(await documentOf(tx, actor, one));
	return planExport(tx, actor, ids);
};

/** Writes the archive beside its place and moves it there when it is whole. @returns its size in bytes */
export const writeZip = async (
	files: FileStore,
	rows: readonly ExportRow[],
	out: string,
): Promise<number> => {
	const half = `${out}.part`;
	try {
		await (await zipOf(files, rows)).pipeTo(Writable.toWeb(createWriteStream(half)));
		await rename(half, out);
	} catch (error) {
		await rm(half, { force: true });
		throw error;
	}
	return (await stat(out)).size;
};

/** `thuctien export zip`: original files and an index sheet, of what the person may read. */
export const registerExportZip = (exporting: Command): void => {
	exporting
		.command('zip')
		.description('Tải tệp gốc của một chuyên đề, hoặc của các văn bản được chọn, kèm bảng danh mục')
		.argument('[văn-bản...]', 'số, ký hiệu hoặc mã của văn bản, theo thứ tự trong danh mục')
		.option('--collection <chuyên-đề>', 'tên hoặc mã của chuyên đề')
		.requiredOption('--as <tên-đăng-nhập>', 'chỉ những văn bản người này được đọc')
		.requiredOption('--out <tệp>', 'tệp .zip được tạo')
		.option('--json', 'kết quả là một dòng JSON')
		.action(async (documents: string[], options: Options) => {
			if (Boolean(options.collection) === documents.length > 0)
				exporting.error('Đề nghị ghi một chuyên đề (--collection) hoặc các văn bản.');
			await withDatabase(async (db, { authUrl }) => {
				const actor = await actorOf(authUrl, options.as);
				const rows = await look({ db, actor }, (tx) =>
					planOf(tx, actor, { collection: options.collection, documents }),
				);
				const bytes = await writeZip(openFileStore(join(readConfig().dataDir, 'files')), rows, options.out);
				const told = {
					file: options.out,
					documents: new Set(rows.map(({ document }) => document.id)).size,
					files: rows.filter(({ file }) => file !== null).length,
					bytes,
				};
				console.log(
					options.json
						? JSON.stringify(told)
						: `Đã tạo ${told.file}: ${told.documents} văn bản, ${told.files} tệp (${Math.ceil(bytes / 1024)} kB).`,
				);
			});
		});
};
