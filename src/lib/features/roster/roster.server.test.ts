import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { type Role, roles, systemActor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { dropRoster, mapRoster, undoRoster, uploadRoster, writeRoster } from './commands.server.ts';
import { guessMapping, headingRow, isNeverKept } from './domain/columns.ts';
import { readDay, readStanding } from './domain/people.ts';
import { mayTakeIn } from './policy.ts';
import { rosterPage } from './queries.server.ts';
import { readList } from './read-list.server.ts';

const database = useDatabase();
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

const workbook = async (rows: (string | number | Date)[][]): Promise<Uint8Array> => {
	const book = new ExcelJS.Workbook();
	book.addWorksheet('Danh sách').addRows(rows);
	return new Uint8Array(await book.xlsx.writeBuffer());
};

const scene = async () => {
	const tenant = await buildTenant(database);
	const one = await buildUnit(database, tenant, 'Chi bộ Một');
	const two = await buildUnit(database, tenant, 'Chi bộ Hai');
	const administrator = await buildPerson(database, tenant, tenant.root, 'Nguyễn Quản Trị', {
		roles: ['administrator'],
	});
	return { tenant, one, two, administrator, door: database.door(administrator) };
};

test('columns are told by their Vietnamese headings, wherever the row of headings stands', () => {
	expect(guessMapping(['STT', 'Họ và tên', 'Chức vụ', 'Chi bộ', 'Ngày chính thức', 'Email'])).toEqual({
		fullName: 1,
		jobTitle: 2,
		unit: 3,
		standing: 4,
		email: 5,
	});
	expect(guessMapping(['Họ đệm', 'Tên', 'Đơn vị công tác'])).toEqual({
		familyName: 0,
		givenName: 1,
		unit: 2,
	});
	expect(headingRow([['ĐẢNG BỘ TỈNH'], ['DANH SÁCH ĐẢNG VIÊN'], ['TT', 'HỌ VÀ TÊN', 'CHỨC VỤ']])).toBe(2);
	expect(['Ngày sinh', 'Số CCCD', 'Điện thoại', 'Quê quán', 'Số thẻ đảng viên'].every(isNeverKept)).toBe(
		true,
	);
	expect(['Họ và tên', 'Chức vụ', 'Email'].some(isNeverKept)).toBe(false);
});

test('days and standings as lists have them', () => {
	expect(['05/9/2019', '5-9-2019', '2019-09-05', '43713', '43713.5'].map(readDay)).toEqual(
		Array(5).fill('2019-09-05'),
	);
	expect(['31/02/2019', '2019', 'chưa rõ'].map(readDay)).toEqual([null, null, null]);
	expect(['Chính thức', 'ĐV dự bị', 'Quần chúng', '03/02/2010', 'x', '?'].map(readStanding)).toEqual([
		'official',
		'probationary',
		'non_party',
		'official',
		'official',
		null,
	]);
});

test('a workbook is read by its first sheet; what is never kept is gone, letters are mended', async () => {
	const bytes = await workbook([
		['DANH SÁCH'],
		['TT', 'Họ và tên', 'Ngày sinh', 'Chức vụ'],
		[1, 'Trần Văn An'.normalize('NFD'), new Date('1980-01-02'), 'Chuyên viên'],
		[],
		[2, 'LÊ THỊ BÌNH', '02/03/1981', ''],
	]);
	const list = readList(bytes, 'ds.xlsx');
	expect(list.headings).toEqual(['TT', 'Họ và tên', 'Chức vụ']);
	expect(list.leftOut).toEqual(['Ngày sinh']);
	expect(list.lines).toEqual([
		{ line: 3, cells: ['1', 'Trần Văn An', 'Chuyên viên'] },
		{ line: 5, cells: ['2', 'LÊ THỊ BÌNH', ''] },
	]);
});

test('a list in an old encoding is read as it was meant', () => {
	const bytes = Uint8Array.from(
		[
			...'Hä vµ tªn;Chøc vô;§¬n vÞ\nNguyÔn V¨n H¶i;Chuyªn viªn;Chi bé Mét\nTrÇn ThÞ Thñy;V¨n th­;Chi bé Mét',
		].map((letter) => letter.charCodeAt(0)),
	);
	const list = readList(bytes, 'ds.csv');
	expect(list.headings).toEqual(['Họ và tên', 'Chức vụ', 'Đơn vị']);
	expect(list.lines.map(({ cells }) => cells[0])).toEqual(['Nguyễn Văn Hải', 'Trần Thị Thủy']);
});

test.each([
	['what is no list', text('%PDF-1.4'), 'a.pdf'],
	['a list without names', text('Số;Ngày\n1;2'), 'a.csv'],
	['headings alone', text('Họ và tên;Chức vụ\n'), 'a.csv'],
	['a broken workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]), 'a.xlsx'],
])('%s is refused with what to do', (_what, bytes, name) => {
	expect(() => readList(bytes, name)).toThrow(expect.objectContaining({ kind: 'invalid' }));
});

test('looked at first: new, changed, the same and problems; then written once, as one change with one event', async () => {
	const { tenant, one, two, administrator, door } = await scene();
	const known = await buildPerson(database, tenant, one, 'Trần Văn An');
	await buildPerson(database, tenant, two, 'Phạm Thị Dung');
	const list = [
		'Họ và tên,Chức vụ,Chi bộ,Tư cách,Ngày về sinh hoạt,Email',
		'Trần Văn An,Trưởng phòng,Chi bộ Một,Chính thức,,',
		'LÊ THỊ BÌNH,Chuyên viên,Chi bộ Hai,Dự bị,01/02/2026,binh@x.vn',
		'Phạm Thị Dung,,Chi bộ Hai,,,',
		'Hồ Văn E,,Chi bộ Chín,,,',
		'Lê Thị Bình,,Chi bộ Hai,,,binh@x.vn',
		'Vũ Văn Gia,,Chi bộ Một,,31/02/2026,',
	].join('\n');
	const { rosterId } = await uploadRoster(door, {
		unitId: tenant.root.id,
		fileName: 'ds.csv',
		bytes: text(list),
		standing: 'official',
		from: '2026-11-01',
	});
	const page = await look(door, (tx) =>
		rosterPage(tx, administrator, { id: rosterId, outcome: 'problem', page: 1, today: '2026-11-23' }),
	);
	expect(page.counted).toEqual({ new: 1, changed: 1, same: 1, problem: 3 });
	expect(page.rows.map(({ line, problem }) => [line, problem])).toEqual([
		[5, 'unit_unknown'],
		[6, 'twice'],
		[7, 'day'],
	]);
	expect(await database.owner`select 1 from person where full_name = 'Lê Thị Bình'`).toHaveLength(0);
	expect(await writeRoster(door, { rosterId })).toEqual({ new: 1, changed: 1, same: 1, problem: 3 });
	const [added] =
		await database.owner`select p.given_name, p.email, m.unit_id, m.standing, m.valid_from::text from person p join membership m on m.person_id = p.id where p.full_name = 'Lê Thị Bình'`;
	expect(added).toEqual({
		given_name: 'Bình',
		email: 'binh@x.vn',
		unit_id: two.id,
		standing: 'probationary',
		valid_from: '2026-02-01',
	});
	expect(await database.owner`select job_title from person where id = ${known.personId}`).toEqual([
		{ job_title: 'Trưởng phòng' },
	]);
	expect(await database.owner`select lines, state from roster_import where id = ${rosterId}`).toEqual([
		{ lines: [], state: 'written' },
	]);
	expect(
		await database.owner`select count(*)::int as events from event where verb = 'roster.written' and subject_id = ${rosterId}`,
	).toEqual([{ events: 1 }]);
	await expect(writeRoster(door, { rosterId })).rejects.toMatchObject({ key: 'refused_roster_done' });
	// The same list again changes nobody.
	const again = await uploadRoster(door, {
		unitId: tenant.root.id,
		fileName: 'ds.csv',
		bytes: text(list),
		standing: 'official',
		from: '2026-11-01',
	});
	await expect(writeRoster(door, { rosterId: again.rosterId })).rejects.toMatchObject({ kind: 'invalid' });
	await dropRoster(door, { rosterId: again.rosterId });
});

test('another standing begins on its day; columns are matched by hand where a heading says nothing', async () => {
	const { tenant, one, administrator, door } = await scene();
	const person = await buildPerson(database, tenant, one, 'Trần Dự Bị', { standing: 'probationary' });
	const { rosterId } = await uploadRoster(door, {
		unitId: one.id,
		fileName: 'ds.csv',
		bytes: text('Họ và tên;Cột lạ\nTrần Dự Bị;chính thức'),
		standing: 'official',
		from: '2026-11-01',
	});
	const counted = () =>
		look(door, (tx) =>
			rosterPage(tx, administrator, { id: rosterId, outcome: null, page: 1, today: '2026-11-23' }),
		);
	expect((await counted()).counted.same).toBe(1);
	await mapRoster(door, {
		rosterId,
		fullName: '0',
		standing: '1',
		standingOtherwise: 'official',
		startsOn: '2026-11-01',
	});
	expect((await counted()).counted.changed).toBe(1);
	await writeRoster(door, { rosterId });
	expect(
		await database.owner`select standing, valid_to::text from membership where person_id = ${person.personId} order by valid_from`,
	).toEqual([
		{ standing: 'probationary', valid_to: '2026-11-23' },
		{ standing: 'official', valid_to: null },
	]);
});

test('a written list is taken back within a day, as a whole, while nothing hangs on the new people', async () => {
	const { tenant, one, door } = await scene();
	const known = await buildPerson(database, tenant, one, 'Trần Dự Bị', { standing: 'probationary' });
	const write = async (list: string) => {
		const { rosterId } = await uploadRoster(door, {
			unitId: one.id,
			fileName: 'ds.csv',
			bytes: text(list),
			standing: 'official',
			from: '2026-11-01',
		});
		await writeRoster(door, { rosterId });
		return rosterId;
	};
	const people = () =>
		database.owner`select p.full_name, p.job_title, m.standing, m.valid_to::text from person p join membership m on m.person_id = p.id
			where m.unit_id = ${one.id} order by 1, 3`;
	const before = [...(await people())];
	const list =
		'Họ và tên;Chức vụ;Chính thức\nTrần Dự Bị;Kế toán;chính thức\nLê Văn Mới;Chuyên viên;chính thức';
	const first = await write(list);
	expect((await people()).length).toBe(3);
	const late = database.door(door.actor, () => new Date('2026-11-24T09:30:00+07:00'));
	await expect(undoRoster(late, { rosterId: first })).rejects.toMatchObject({ key: 'refused_roster_late' });
	await undoRoster(door, { rosterId: first });
	expect([...(await people())]).toEqual(before);
	await expect(undoRoster(door, { rosterId: first })).rejects.toMatchObject({ key: 'refused_roster_done' });
	const second = await write(list);
	const [added] =
		await database.owner`select id from person where full_name = 'Lê Văn Mới' and tenant_id = ${tenant.tenantId}`;
	await database.owner`insert into role_assignment (tenant_id, id, person_id, unit_id, role, valid_from)
		values (${tenant.tenantId}, gen_random_uuid(), ${added?.['id']}, ${one.id}, 'clerk', '2026-11-02')`;
	await expect(undoRoster(door, { rosterId: second })).rejects.toMatchObject({ key: 'failure_roster_used' });
	expect((await people()).length).toBe(3);
	expect(known.personId).toBeTruthy();
});

test('ten thousand people in seconds', async () => {
	const { tenant, door } = await scene();
	const rows = Array.from({ length: 10_000 }, (_, at) => [
		`Nguyễn Văn ${String.fromCharCode(97 + (at % 26))}${'abcdefghij'[at % 10]}`,
		`Chuyên viên ${at}`,
		at % 2 ? 'Chi bộ Một' : 'Chi bộ Hai',
		`a${at}@x.vn`,
	]);
	const bytes = await workbook([['Họ và tên', 'Chức vụ', 'Chi bộ', 'Email'], ...rows]);
	const started = performance.now();
	const { rosterId } = await uploadRoster(door, {
		unitId: tenant.root.id,
		fileName: 'ds.xlsx',
		bytes,
		standing: 'official',
		from: '2026-11-01',
	});
	expect(await writeRoster(door, { rosterId })).toEqual({ new: 10_000, changed: 0, same: 0, problem: 0 });
	expect((performance.now() - started) / 1000).toBeLessThan(60);
	expect(
		await database.owner`select count(*)::int as people from membership where tenant_id = ${tenant.tenantId} and standing = 'official'`,
	).toEqual([{ people: 10_000 }]);
}, 120_000);

test('a list is taken in by the administrator of the unit or above, and by its own secretary', () => {
	const unit = { unitId: 'cell', path: 'root.cell' };
	const who = (path: string): Role[] =>
		roles.filter(
			(role) =>
				mayTakeIn(
					{
						...systemActor('t'),
						kind: 'person',
						roles: [{ role, path, unitId: path.split('.').at(-1) ?? '', unitName: '' }],
					},
					unit,
				).allowed,
		);
	expect(who('root.cell')).toEqual(['secretary', 'administrator']);
	expect(who('root')).toEqual(['administrator']);
	expect(who('root.other')).toEqual([]);
});
