import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { sendDocument } from '#lib/features/exchange/send.server.ts';
import { toSend } from '#lib/features/exchange/to-send.server.ts';
import { documentsBy } from '#lib/features/trace/find-document.server.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import type { Database } from '#lib/platform/database/connect.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import { everyTenant } from '#lib/platform/sealing/seal.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { actorOf } from './actor-of.ts';
import { registerExportSite } from './export-site.ts';
import { registerExportZip } from './export-zip.ts';
import { withDatabase } from './with-database.ts';

type Options = { to: string; toName?: string; out: string; as?: string };
type Found = { actor: Actor; documentId: string; title: string };

/** The one document of this number: of the person's organisation, or of all for whoever runs the installation. */
const documentOf = async (db: Database, wanted: string, person: Actor | null): Promise<Found> => {
	const actors = person ? [person] : (await everyTenant(db)).map(systemActor);
	const found: Found[] = [];
	for (const actor of actors) {
		const documents = await transactionAs(db, actor, 'read', (tx) => documentsBy(tx, actor.tenantId, wanted));
		found.push(...documents.map(({ documentId, title }) => ({ actor, documentId, title })));
	}
	const [only, ...others] = found;
	if (!only) throw new Error(`Không tìm thấy văn bản ${wanted}.`);
	if (others.length > 0)
		throw new Error(
			`Có ${found.length} văn bản số ${wanted}; đề nghị ghi mã:\n${found.map(({ documentId, title }) => `  ${documentId}  ${title}`).join('\n')}`,
		);
	return only;
};

/** Failures in words, with what is wrong in each field. */
const inWords = (error: unknown): unknown =>
	isFailure(error)
		? new Error([sayFailure(error), ...error.issues.map(({ message }) => message)].join('\n'))
		: error;

/** `thuctien export`: `zip` of files with their index; `edxml`, a document as a message of exchange, recorded as sent. */
export const registerExport = (program: Command): void => {
	const exporting = program.command('export').description('Xuất văn bản');
	registerExportZip(exporting);
	registerExportSite(exporting);
	exporting
		.command('edxml')
		.description('Tạo gói tin edXML của một văn bản với các tệp gốc, và ghi vào Gói tin đi')
		.argument('<văn-bản>', 'số, ký hiệu hoặc mã của văn bản')
		.requiredOption('--to <mã-định-danh>', 'nơi nhận')
		.option('--to-name <tên>', 'tên nơi nhận, khi mã chưa có trong sổ địa chỉ')
		.requiredOption('--out <tệp>', 'tệp .edxml được tạo')
		.option('--as <tên-đăng-nhập>', 'người gửi; mặc định ghi là hệ thống')
		.action(async (wanted: string, options: Options) => {
			await withDatabase(async (db, { authUrl }) => {
				const person = options.as ? await actorOf(authUrl, options.as) : null;
				const { actor, documentId } = await documentOf(db, wanted, person);
				const door: Door = {
					db,
					actor,
					files: openFileStore(join(readConfig().dataDir, 'files')),
					clock: systemClock,
					requestId: uuidv7(),
				};
				try {
					const { files } = await look(door, (tx) => toSend(tx, actor, documentId));
					const originals = files.filter(({ isOriginal }) => isOriginal);
					const sent = await sendDocument(door, {
						documentId,
						code: options.to,
						name: options.toName ?? options.to,
						renditionIds: (originals.length > 0 ? originals : files).map(({ id }) => id),
					});
					await writeFile(options.out, sent.package);
					console.log(`Đã tạo ${options.out} (${Math.ceil(sent.package.length / 1024)} kB).`);
				} catch (error) {
					throw inWords(error);
				}
			});
		});
};
