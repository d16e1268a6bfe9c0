import type { Command } from 'commander';
import { followEveryTenant, recountTenant, sumTenant } from '#lib/features/oversight/follow.server.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import { openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { dayOf, isDay } from '#lib/shared/calendar.ts';
import { samplePassword } from '../../seed/people.ts';
import { type Simulated, simulate, type Wish } from '../../seed/simulation/simulate.ts';
import { mostUnits } from '../../seed/simulation/tree.ts';

type Options = {
	members: string;
	units?: string;
	years: string;
	seed: string;
	today?: string;
	light?: boolean;
	readings: string;
	json?: boolean;
};

const whole = (text: string, from: number, to: number, what: string): number => {
	const value = Number(text);
	if (!Number.isInteger(value) || value < from || value > to)
		throw new Error(`${what}: từ ${from} đến ${to}.`);
	return value;
};

const wishOf = (options: Options): Wish => {
	const today = options.today ?? dayOf(new Date());
	if (!isDay(today)) throw new Error('--today: ngày viết như 2026-11-23.');
	const members = whole(options.members, 20, 6_000_000, '--members');
	return {
		members,
		...(options.units ? { units: whole(options.units, 2, mostUnits(members), '--units') } : {}),
		years: whole(options.years, 1, 5, '--years'),
		seed: whole(options.seed, 0, 2 ** 31, '--seed'),
		today,
		light: options.light ?? false,
		readings: whole(options.readings, 0, 20, '--readings'),
	};
};

const say = (made: Simulated, counting: number): string =>
	[
		`${made.people} người, ${made.units} đơn vị, ${made.rows} dòng trong ${made.seconds.toFixed(1)} giây (${Math.round(made.rows / made.seconds)} dòng/giây)`,
		`Cộng số liệu toàn cảnh: ${counting.toFixed(1)} giây`,
		`Đăng nhập: ${made.logins
			.slice(0, 3)
			.map(({ login }) => login)
			.join(', ')}${made.logins.length > 3 ? ' …' : ''}; mật khẩu ${samplePassword}`,
	].join('\n');

/** `thuctien simulate`: fills an empty installation with an organisation of any size. */
export const registerSimulate = (program: Command): void => {
	program
		.command('simulate')
		.description('Tạo một tổ chức mô phỏng với số người tùy ý trong một cài đặt còn trống')
		.requiredOption('--members <số>', 'số đảng viên, từ 20 đến 6000000')
		.option('--units <số>', 'khoảng bao nhiêu đơn vị các cấp; mặc định theo quy mô thường gặp')
		.option('--years <số>', 'số năm hoạt động', '1')
		.option('--seed <số>', 'cùng một số cho cùng một tổ chức', '2017')
		.option('--today <ngày>', 'ngày cuối của hoạt động; mặc định là hôm nay')
		.option('--light', 'chỉ ghi số liệu của từng chi bộ, không ghi từng việc (khi ổ đĩa nhỏ)')
		.option('--readings <số>', 'số văn bản có ghi việc đọc của từng người, mỗi chi bộ mỗi năm', '1')
		.option('--json', 'một dòng JSON')
		.action(async (options: Options) => {
			const wish = wishOf(options);
			const started = await startDatabase(readConfig());
			const db = openDatabase(started.appUrl, 4);
			const owner = openPool(started.ownerUrl, 2);
			try {
				const made = await simulate({ ownerUrl: started.ownerUrl, owner }, wish, (line) => {
					if (!options.json) console.error(line);
				});
				const from = performance.now();
				const count = wish.light ? sumTenant : recountTenant;
				for (const tenantId of made.tenants) await count(db, tenantId, new Date());
				// A superior organisation takes in what was delivered meanwhile.
				await followEveryTenant(db, new Date());
				const counting = (performance.now() - from) / 1000;
				console.log(options.json ? JSON.stringify({ ...made, counting }) : say(made, counting));
			} finally {
				await db.destroy();
				await owner.end({ timeout: 5 });
				if (!started.adopted) await started.stop();
			}
		});
};
