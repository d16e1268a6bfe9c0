import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { hashPassword } from '#lib/platform/sessions/auth.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { samplePassword } from '../people.ts';
import { seededRandom } from '../random.ts';
import { openCopies } from './copy.ts';
import { simulatedTables } from './tables.ts';
import { groupsOf, shapeOf, simulatedId } from './tree.ts';
import { type Books, moment, personIn, unitIn, writeTenant } from './write-tenant.ts';

export type Wish = {
	members: number;
	/** About so many units in all; where none is wished, as many as real organisations of this size have. */
	units?: number | undefined;
	/** The last of so many years that are told. */
	years: number;
	seed: number;
	today: Day;
	/** Counts instead of the records that they count. */
	light: boolean;
	/** Readings person by person of so many documents of each cell and year. */
	readings: number;
};
export type Simulated = {
	tenants: string[];
	units: number;
	people: number;
	rows: number;
	seconds: number;
	logins: { login: string; tenantId: string }[];
};

const makeTenant = async (sql: postgres.Sql, number: number, name: string, kind: string): Promise<string> => {
	const tenantId = simulatedId(0x00, number, 1);
	await sql`insert into tenant (tenant_id, name, kind, is_sample, created_at) values (${tenantId}, ${name}, ${kind}, true, ${moment})`;
	return tenantId;
};

const makeAccount = async (
	sql: postgres.Sql,
	tenantId: string,
	personId: string,
	login: string,
	hash: string,
): Promise<void> => {
	await sql.begin(async (tx) => {
		await tx`select set_config('app.tenant', ${tenantId}, true)`;
		await tx`select auth.create_account(${randomUUID()}::uuid, ${personId}::uuid, ${login}, ${login}, ${hash}, false)`;
	});
};

/**
 * Fills an empty installation with an organisation of so many members and years of its life, by COPY. The same wish gives the same
 * rows. The counts of oversight are made by whoever calls this (`recountTenant`, or `sumTenant` where it was light).
 * @throws Error where the installation holds an organisation already
 */
export const simulate = async (
	{ ownerUrl, owner }: { ownerUrl: string; owner: postgres.Sql },
	wish: Wish,
	say: (line: string) => void = () => {},
): Promise<Simulated> => {
	const [held] = await owner`select from tenant limit 1`;
	if (held) throw new Error('Chỉ mô phỏng trong một cài đặt chưa có tổ chức nào.');
	const started = performance.now();
	const shape = shapeOf(wish.members, wish.units);
	const hash = await hashPassword(samplePassword);
	const simulated: Simulated = { tenants: [], units: 0, people: 0, rows: 0, seconds: 0, logins: [] };
	const random = seededRandom(wish.seed);
	const provinces: { tenantId: string; name: string }[] = [];
	for (const [index, members] of groupsOf(
		wish.members,
		Math.ceil(wish.members / shape.provinces),
	).entries()) {
		const name = shape.provinces > 1 ? `Đảng bộ tỉnh mô phỏng số ${index + 1}` : 'Đảng bộ mô phỏng';
		const tenantId = await makeTenant(owner, index + 1, name, shape.kind);
		let number = 1;
		const next = (): number => number++;
		const copies = openCopies(ownerUrl, simulatedTables);
		const books: Books = {
			copies,
			random,
			tenantId,
			tenant: index + 1,
			next,
			wish,
			counted: { units: 0, people: 0 },
		};
		const { officers } = await writeTenant(books, name, members);
		const rows = Object.values(await copies.end()).reduce((sum, count) => sum + count, 0);
		const login = shape.provinces > 1 ? `mo.phong.${index + 1}` : 'mo.phong';
		await makeAccount(owner, tenantId, officers[0] ?? '', login, hash);
		provinces.push({ tenantId, name });
		simulated.tenants.push(tenantId);
		simulated.units += books.counted.units;
		simulated.people += books.counted.people;
		simulated.rows += rows;
		simulated.logins.push({ login, tenantId });
		say(`${name}: ${books.counted.people} người, ${books.counted.units} đơn vị, ${rows} dòng`);
	}
	if (shape.provinces > 1) await writeNation(owner, ownerUrl, wish, provinces, hash, simulated);
	simulated.seconds = (performance.now() - started) / 1000;
	await owner`analyze`;
	return simulated;
};

/** The superior tenant: a unit stands for each province, whose sums are delivered. */
const writeNation = async (
	owner: postgres.Sql,
	ownerUrl: string,
	wish: Wish,
	provinces: readonly { tenantId: string; name: string }[],
	hash: string,
	simulated: Simulated,
): Promise<void> => {
	const name = 'Trung ương mô phỏng';
	const tenantId = await makeTenant(owner, 99, name, 'provincial_committee');
	let number = 1;
	const copies = openCopies(ownerUrl, simulatedTables);
	const books: Books = {
		copies,
		random: seededRandom(wish.seed + 1),
		tenantId,
		tenant: 99,
		next: () => number++,
		wish,
		counted: { units: 0, people: 0 },
	};
	const root = unitIn(books, 'central', name, 'TW', null);
	const officer = personIn(books, root, 'official', 'secretary');
	const standing = provinces.map((province) => ({
		...province,
		unit: unitIn(books, 'provincial_committee', province.name, 'TU', root),
	}));
	const rows = Object.values(await copies.end()).reduce((sum, count) => sum + count, 0);
	for (const { unit, tenantId: below } of standing)
		await owner`insert into tenant_link (tenant_id, unit_id, below_tenant_id) values (${tenantId}, ${unit.id}, ${below})`;
	await makeAccount(owner, tenantId, officer, 'trung.uong', hash);
	simulated.tenants.push(tenantId);
	simulated.units += books.counted.units;
	simulated.people += books.counted.people;
	simulated.rows += rows;
	simulated.logins.push({ login: 'trung.uong', tenantId });
};
