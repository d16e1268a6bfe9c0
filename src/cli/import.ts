import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { receiveFile } from '#lib/features/library/commands.server.ts';
import { tellReceived } from '#lib/features/library/told.server.ts';
import { systemClock } from '#lib/platform/clock.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import { openPool } from '#lib/platform/database/connect.ts';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { readErrorMessage } from '#lib/platform/file-readers/messages.ts';
import { defaultLimits } from '#lib/platform/file-readers/reading.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { type DryRunLine, dryRun, eachFile, filesBelow } from './import-dry-run.ts';
import { withDatabase } from './with-database.ts';

type Options = { dryRun?: boolean; json?: boolean; as?: string; unit?: string };

const tellLine = (line: DryRunLine): void => {
	console.log(
		line.ok
			? `${line.file}\n    ${[line.type, line.number, line.issuer, line.date].map((fact) => fact ?? '–').join(' | ')}\n    ${line.title ?? '–'} (${line.clauses} điều khoản)`
			: `${line.file}\n    ${line.error}`,
	);
};

/** The person behind a login, as they may act today. */
export const actorOf = async (authUrl: string, login: string): Promise<Actor> => {
	const pool = openPool(authUrl, 1);
	try {
		const [row] =
			await pool`select auth.actor_of(id, ${dayOf(systemClock())}::date) as actor from auth."user" where username = ${login.toLowerCase()}`;
		const actor = row?.['actor'] as Actor | null | undefined;
		if (!actor) throw new Error(`Không có tài khoản ${login}, hoặc tài khoản đang khóa.`);
		return { ...actor, kind: 'person' };
	} finally {
		await pool.end({ timeout: 2 });
	}
};

/** `thuctien import`: receives the files of a folder in the name of whoever files documents; or only says what it reads. */
export const registerImport = (program: Command): void => {
	program
		.command('import')
		.description('Tiếp nhận các tệp trong thư mục; với --dry-run chỉ đọc thử, không lưu gì')
		.argument('<đường-dẫn...>', 'tệp hoặc thư mục')
		.option('--dry-run', 'đọc thử: số, ngày, loại, cơ quan ban hành, trích yếu, số điều khoản')
		.option('--json', 'mỗi tệp một dòng JSON')
		.option('--as <tên-đăng-nhập>', 'người tiếp nhận (văn thư, bí thư hoặc phó bí thư)')
		.option('--unit <đơn-vị>', 'mã hoặc tên ngắn của đơn vị; mặc định là đơn vị của người tiếp nhận')
		.action(async (paths: string[], options: Options) => {
			const files = filesBelow(paths);
			if (options.dryRun) {
				await eachFile(
					files,
					({ path, name }) => dryRun(path, name),
					(line) => (options.json ? console.log(JSON.stringify(line)) : tellLine(line)),
				);
				return;
			}
			const login = options.as;
			if (!login) throw new Error('Đề nghị ghi người tiếp nhận: --as TÊN_ĐĂNG_NHẬP');
			await withDatabase(async (db, { authUrl }) => {
				const actor = await actorOf(authUrl, login);
				const place = [...actor.roles, ...actor.standings].find(
					({ unitId, unitName }) => !options.unit || options.unit === unitId || options.unit === unitName,
				);
				if (!place) throw new Error(`${login} không thuộc đơn vị ${options.unit}.`);
				const door: Door = {
					db,
					actor,
					files: openFileStore(join(readConfig().dataDir, 'files')),
					clock: systemClock,
					requestId: uuidv7(),
				};
				const batchId = randomUUID();
				let bad = 0;
				await eachFile(
					files,
					async ({ path, name }) => {
						const { size } = await stat(path);
						if (size > defaultLimits.fileBytes)
							return {
								name,
								state: 'failed' as const,
								intakeId: null,
								words: readErrorMessage('too-large', {
									megabytes: Math.round(size / 1_048_576),
									limit: defaultLimits.fileBytes / 1_048_576,
								}),
							};
						try {
							const bytes = new Uint8Array(await readFile(path));
							const received = await receiveFile(door, {
								unitId: place.unitId,
								batchId,
								filePath: name,
								bytes,
							});
							return tellReceived(name, received, 'vi');
						} catch (error) {
							if (!isFailure(error)) throw error;
							return { name, state: 'problem' as const, intakeId: null, words: sayFailure(error) };
						}
					},
					(told) => {
						if (told.state !== 'waiting' && told.state !== 'confirmed') bad += 1;
						console.log(options.json ? JSON.stringify(told) : `${told.name}: ${told.words}`);
					},
				);
				if (!options.json)
					console.log(
						`Đã nhận ${files.length - bad}/${files.length} tệp vào ${place.unitName}. Xác nhận tại mục Văn bản.`,
					);
			});
		});
};
