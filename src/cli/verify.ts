import { join } from 'node:path';
import type { Command } from 'commander';
import {
	type Difference,
	type VerifiedInspection,
	verifyInspection,
} from '#lib/features/inspections/public.server.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import type { Database } from '#lib/platform/database/connect.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import { everyTenant, sealEvents } from '#lib/platform/sealing/seal.ts';
import { type Verified, verifyEvents } from '#lib/platform/sealing/verify.ts';
import { withDatabase } from './with-database.ts';

const breakWords = {
	chain: 'chuỗi niêm phong bị đứt hoặc thiếu',
	seal: 'bản ghi niêm phong đã bị sửa',
	events: 'sự kiện trong lô đã bị sửa, thêm hoặc bớt',
	stray: 'có sự kiện thuộc lô không tồn tại',
};

const say = (verified: Verified): string => {
	const counted = `${verified.events} sự kiện trong ${verified.batches} lô đã niêm phong, ${verified.unsealed} chưa niêm phong`;
	if (!verified.break)
		return `NGUYÊN VẸN ${verified.tenantId}: ${counted}.${verified.head ? ` Niêm phong cuối: ${verified.head}` : ''}`;
	const { kind, batch, eventsExpected, eventsFound } = verified.break;
	return `SAI LỆCH ${verified.tenantId}: lô ${batch}: ${breakWords[kind]} (ghi nhận ${eventsExpected} sự kiện, hiện có ${eventsFound}).`;
};

const differenceWords = (difference: Difference): string => {
	if (difference.kind === 'chain')
		return `lô ${difference.batch}: ${breakWords[difference.what as keyof typeof breakWords] ?? difference.what}`;
	if (difference.kind === 'file')
		return `tệp ${difference.sha256}: ${difference.what === 'missing' ? 'không còn trên đĩa' : 'nội dung đã bị sửa'}`;
	return {
		content: `hồ sơ ${difference.recordId} (${difference.title}): khác với lúc được mở, không có sự kiện nào ghi việc sửa`,
		minutes: `hồ sơ ${difference.recordId} (${difference.title}): nội dung biên bản khác với nội dung đã ký`,
		opening: `hồ sơ ${difference.recordId} (${difference.title}): số lần mở không khớp với nhật ký sự kiện`,
	}[difference.kind];
};

const sayInspection = (found: VerifiedInspection): string[] => [
	`${found.ok ? 'NGUYÊN VẸN' : 'SAI LỆCH'} cuộc kiểm tra ${found.inspectionId}: ${found.title}`,
	`  Chuỗi niêm phong: ${found.chain.events} sự kiện trong ${found.chain.batches} lô, ${found.chain.unsealed} chưa niêm phong.${found.chain.head ? ` Niêm phong cuối: ${found.chain.head}` : ''}`,
	`  Sự kiện về cuộc kiểm tra và hồ sơ: ${found.events.length}`,
	...found.events.map(
		({ at, verb, batch, nth }) =>
			`    ${at.toISOString()} ${verb} ${batch === null ? 'chưa niêm phong' : `lô ${batch}, vị trí ${nth}`}`,
	),
	`  Hồ sơ: ${found.records}; hồ sơ cá nhân chỉ kiểm tra sự kiện và tệp: ${found.closedRecords}; thay đổi sau khi mở, có sự kiện ghi lại: ${found.changedSince}`,
	`  Tệp đã tính lại mã băm: ${found.files}`,
	...found.differences.map((difference) => `  KHÁC: ${differenceWords(difference)}`),
];

type Options = { json?: boolean; seal?: boolean; known?: string; inspection?: string };

/** What was looked at under one inspection: every event of it, every file. Exit 1 on any difference, or when there is none such. */
const checkInspection = async (db: Database, inspectionId: string, options: Options): Promise<void> => {
	if (options.seal) for (const tenantId of await everyTenant(db)) await sealEvents(db, tenantId, new Date());
	const files = openFileStore(join(readConfig().dataDir, 'files'));
	const found = await verifyInspection({ db, files }, inspectionId);
	if (!found) {
		console.error(`Không có cuộc kiểm tra ${inspectionId}.`);
		process.exitCode = 1;
		return;
	}
	console.log(options.json ? JSON.stringify(found) : sayInspection(found).join('\n'));
	process.exitCode = found.ok ? 0 : 1;
};

/** `thuctien verify`: is everything that was sealed still what it was? Exit 1 when it is not. */
export const registerVerify = (program: Command): void => {
	program
		.command('verify')
		.description('Kiểm tra nhật ký sự kiện có bị sửa hay không')
		.option('--json', 'mỗi tổ chức một dòng JSON')
		.option('--seal', 'niêm phong các sự kiện mới trước khi kiểm tra')
		.option('--known <niêm-phong>', 'niêm phong đã ghi lại trước đây ở nơi khác; phải còn trong chuỗi')
		.option('--inspection <mã>', 'chỉ kiểm tra sự kiện, tệp và hồ sơ của một cuộc kiểm tra')
		.action(async (options: Options) => {
			await withDatabase(async (db) => {
				if (options.inspection) return checkInspection(db, options.inspection, options);
				const results: Verified[] = [];
				for (const tenantId of await everyTenant(db)) {
					if (options.seal) await sealEvents(db, tenantId, new Date());
					results.push(await verifyEvents(db, tenantId));
				}
				// A seal noted elsewhere belongs to one tenant; it has to be found in the chain of one of them.
				let ok = results.every((result) => result.ok);
				if (options.known) {
					const found = await Promise.all(
						results.map((result) => verifyEvents(db, result.tenantId, options.known)),
					);
					if (!found.some((result) => result.ok)) {
						ok = false;
						console.error(
							`Không còn niêm phong ${options.known} trong chuỗi: nhật ký đã bị cắt bớt hoặc viết lại.`,
						);
					}
				}
				for (const result of results) console.log(options.json ? JSON.stringify(result) : say(result));
				process.exitCode = ok ? 0 : 1;
			});
		});
};
