import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { ToldFile } from '#lib/features/library/told.server.ts';
import { systemClock } from '#lib/platform/clock.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import { openPages } from '#lib/platform/ocr/pages.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { actorOf } from './actor-of.ts';
import { type DryRunLine, dryRun, eachFile, filesBelow } from './import-dry-run.ts';
import { receivePath } from './import-receive.ts';
import { stateFileOf, watchFolder } from './import-watch.ts';
import { withDatabase } from './with-database.ts';

type Options = {
	dryRun?: boolean;
	json?: boolean;
	as?: string;
	unit?: string;
	ocr: boolean;
	watch?: string;
};

/** Most of the time of a file goes by in waiting for the disk. */
const RECEIVED_AT_ONCE = 8;

/** Seconds between two looks at a watched folder. */
const PACE = 3;

const tellLine = (line: DryRunLine): void => {
	console.log(
		line.ok
			? `${line.file}\n    ${[line.type, line.number, line.issuer, line.date].map((fact) => fact ?? '–').join(' | ')}\n    ${line.title ?? '–'} (${line.clauses} điều khoản)`
			: `${line.file}\n    ${line.error}`,
	);
};

/** Looks in the pace of the watching until the process is asked to stop; the look that has begun is finished. */
const untilStopped = async (look: () => Promise<number>): Promise<void> => {
	let stopped = false;
	let wake: (() => void) | null = null;
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.once(signal, () => {
			stopped = true;
			wake?.();
		});
	while (!stopped) {
		await look();
		if (stopped) break;
		await new Promise<void>((done) => {
			wake = done;
			setTimeout(done, PACE * 1_000);
		});
	}
};

/** `thuctien import`: receives the files of a folder in the name of whoever files documents; or only says what it reads. */
export const registerImport = (program: Command): void => {
	program
		.command('import')
		.description('Tiếp nhận các tệp trong thư mục; với --dry-run chỉ đọc thử, không lưu gì')
		.argument('[đường-dẫn...]', 'tệp hoặc thư mục')
		.option('--dry-run', 'đọc thử: số, ngày, loại, cơ quan ban hành, trích yếu, số điều khoản')
		.option('--no-ocr', 'đọc thử mà không đọc chữ từ bản quét')
		.option('--watch <thư-mục>', 'theo dõi thư mục: tệp mới được tiếp nhận rồi chuyển vào da-nhan/')
		.option('--json', 'mỗi tệp một dòng JSON')
		.option('--as <tên-đăng-nhập>', 'người tiếp nhận (văn thư, bí thư hoặc phó bí thư)')
		.option('--unit <đơn-vị>', 'mã hoặc tên ngắn của đơn vị; mặc định là đơn vị của người tiếp nhận')
		.action(async (paths: string[], options: Options) => {
			if (paths.length === 0 && !options.watch) program.error('Đề nghị ghi tệp hoặc thư mục.');
			const files = filesBelow(paths);
			if (options.dryRun) {
				const pages = options.ocr ? openPages({ background: false }) : null;
				await eachFile(
					files,
					({ path, name }) => dryRun(path, name, pages),
					(line) => (options.json ? console.log(JSON.stringify(line)) : tellLine(line)),
				);
				pages?.close();
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
				const batch = { unitId: place.unitId, batchId: randomUUID() };
				let bad = 0;
				const tell = (told: ToldFile): void => {
					if (!['reading', 'waiting', 'confirmed'].includes(told.state)) bad += 1;
					console.log(options.json ? JSON.stringify(told) : `${told.name}: ${told.words}`);
				};
				const receive = (file: { path: string; name: string }) => receivePath(door, batch, file);
				await eachFile(files, receive, (told) => told.forEach(tell), RECEIVED_AT_ONCE);
				if (options.watch) {
					const look = watchFolder({
						folder: options.watch,
						stateFile: stateFileOf(readConfig().dataDir, options.watch),
						receive,
						tell,
					});
					await untilStopped(look);
					return;
				}
				if (!options.json)
					console.log(
						`Đã nhận ${Math.max(0, files.length - bad)}/${files.length} tệp vào ${place.unitName}. Xác nhận tại mục Văn bản.`,
					);
			});
		});
};
