import type { Command } from 'commander';
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

type Options = { json?: boolean; seal?: boolean; known?: string };

/** `thuctien verify`: is everything that was sealed still what it was? Exit 1 when it is not. */
export const registerVerify = (program: Command): void => {
	program
		.command('verify')
		.description('Kiểm tra nhật ký sự kiện có bị sửa hay không')
		.option('--json', 'mỗi tổ chức một dòng JSON')
		.option('--seal', 'niêm phong các sự kiện mới trước khi kiểm tra')
		.option('--known <niêm-phong>', 'niêm phong đã ghi lại trước đây ở nơi khác; phải còn trong chuỗi')
		.action(async (options: Options) => {
			await withDatabase(async (db) => {
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
