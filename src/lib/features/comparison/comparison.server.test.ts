import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { confirmIntake, receiveFile } from '#lib/features/library/commands.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import '../relations/reactions.server.ts';
import type { Filter } from './domain/compare.ts';
import { comparisonPageOf } from './queries.server.ts';

const database = useDatabase();

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const clerk = await buildPerson(database, tenant, cell, 'Nguyễn Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Thị Đảng Viên');
	return { cell, clerk, member, door: database.door(clerk) };
};
const file = async (door: Door, unitId: string, number: string, title: string, lines: readonly string[]) => {
	const received = await receiveFile(door, {
		unitId,
		batchId: randomUUID(),
		filePath: `${randomUUID()}.txt`,
		bytes: new TextEncoder().encode(
			['BỘ CÔNG THƯƠNG', `Số: ${number}`, 'THÔNG TƯ', title, ...lines].join('\n'),
		),
	});
	const { documentId } = await confirmIntake(door, {
		intakeId: received.intakeId,
		typeName: 'Thông tư',
		number,
		title,
	});
	return documentId;
};
const old = [
	'Điều 1. Phạm vi điều chỉnh',
	'Thông tư này quy định về kỹ thuật an toàn trong khai thác khoáng sản.',
	'Điều 2. Giải thích từ ngữ',
	'1. Quản đốc là người được giao trách nhiệm quản lý một đơn vị sản xuất.',
	'2. Trưởng ca là người được giao trách nhiệm quản lý khu vực trong một ca làm việc.',
	'Điều 3. Hiệu lực',
	'Thông tư này có hiệu lực kể từ ngày ký.',
];
const amending = [
	'Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 43/2025/TT-BCT',
	'1. Sửa đổi, bổ sung khoản 1 Điều 2 như sau:',
	'“1. Quản đốc, chỉ huy trưởng là người được giao trách nhiệm quản lý một đơn vị sản xuất.”',
	'2. Bổ sung khoản 3 vào Điều 2 như sau:',
	'“3. Đội ứng cứu là bộ phận bán chuyên trách.”',
	'3. Sửa đổi khoản 9 Điều 77 như sau:',
	'“9. Không có chỗ.”',
	'Điều 2. Hiệu lực thi hành',
	'Thông tư này có hiệu lực thi hành kể từ ngày 31 tháng 12 năm 2025.',
];

test('an amending document is shown as the older text with its orders carried out', async () => {
	const { cell, clerk, member, door } = await scene();
	const oldId = await file(door, cell.id, '43/2025/TT-BCT', 'Quy định về kỹ thuật an toàn', old);
	const freshId = await file(
		door,
		cell.id,
		'67/2025/TT-BCT',
		'Sửa đổi, bổ sung một số điều của Thông tư số 43/2025/TT-BCT',
		amending,
	);
	const page = (filter: Filter) =>
		look(door, (tx) => comparisonPageOf(tx, clerk, { documentId: freshId, filter, page: 1 }));
	const changes = await page('changes');
	expect(changes).toMatchObject({ isAmended: true, old: { id: oldId } });
	expect(changes.rows.map(({ kind, fresh }) => [kind, fresh?.place])).toEqual([
		['changed', 'khoản 1 Điều 2'],
		['added', 'khoản 3 Điều 2'],
	]);
	expect(changes.rows[0]?.changes).toEqual([{ old: '', fresh: ', chỉ huy trưởng' }]);
	expect(changes.failed).toEqual([{ order: 'Sửa đổi khoản 9 Điều 77', anchor: 'dieu-1.khoan-3' }]);
	expect(changes.counts).toMatchObject({ changes: 2, changed: 1, added: 1, removed: 0, moved: 0 });
	const [section] =
		await database.owner`select id from clause where document_id = ${freshId} and anchor = 'dieu-1'`;
	expect(Object.values(changes.sectionOf)).toContain(section?.['id']);
	expect((await page('all')).rows.filter(({ kind }) => kind === 'same').length).toBeGreaterThanOrEqual(4);
	await expect(
		look(database.door(member), (tx) =>
			comparisonPageOf(tx, member, { documentId: freshId, filter: 'all', page: 1 }),
		),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('two whole texts are laid side by side; without an older one there is nothing to compare', async () => {
	const { cell, clerk, door } = await scene();
	const oldId = await file(door, cell.id, '43/2025/TT-BCT', 'Quy định về kỹ thuật an toàn', old);
	const freshId = await file(
		door,
		cell.id,
		'88/2026/TT-BCT',
		'Quy định về kỹ thuật an toàn',
		old.map((line) => line.replace('một ca làm việc', '01 ca làm việc')),
	);
	const page = (wanted: { oldId?: string }) =>
		look(door, (tx) =>
			comparisonPageOf(tx, clerk, { documentId: freshId, filter: 'changes', page: 1, ...wanted }),
		);
	expect(await page({})).toMatchObject({ old: null, rows: [] });
	const { rows, isAmended } = await page({ oldId });
	expect(isAmended).toBe(false);
	expect(rows.map(({ kind, changes }) => [kind, changes])).toEqual([
		['changed', [{ old: 'một', fresh: '01' }]],
	]);
});
