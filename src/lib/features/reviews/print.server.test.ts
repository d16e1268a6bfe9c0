import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { marks, reviewScenes } from '../../../../tests/support/review-scene.ts';
import { writeCollective } from './collective.server.ts';
import { collectivePaper, selfPaper, tablePaper } from './print.server.ts';
import { rateSelf } from './rate.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
const { scene } = reviewScenes(database);

test('papers: the own form, the table without the own row before it is announced', async () => {
	const { secretary, deputy, member, officer, roundId, cell, tenant, rateAll } = await scene(
		'year',
		'party_members',
	);
	await database.owner`insert into issuing_body (tenant_id, id, unit_id, side, kind, name, sign, place, collective, head, deputy, kept, valid_from, set_by, set_at)
		values (${tenant.tenantId}, gen_random_uuid(), ${cell.id}, 'party', 'cell', 'Chi bộ Văn phòng', 'CB', 'Sông Lam', 'Chi bộ', 'Bí thư', 'Phó Bí thư', 'Lưu Chi bộ', '2020-01-01', ${secretary.personId}, now())`;
	await rateSelf(database.door(member), {
		roundId,
		marks: marks(),
		words: { done: 'Số hóa hồ sơ' },
		handsIn: true,
	});
	await rateAll();
	const own = await look(database.door(member), (tx) =>
		selfPaper(tx, member, roundId, member.personId, today),
	);
	expect(own.paper.head).toMatchObject({
		typeName: 'Bản kiểm điểm cá nhân',
		title: 'năm 2026',
		number: null,
	});
	expect(JSON.stringify(own.paper.body)).toContain('Số hóa hồ sơ');
	await expect(
		look(database.door(officer), (tx) => selfPaper(tx, officer, roundId, member.personId, today)),
	).rejects.toMatchObject({ kind: 'missing' });
	const table = await look(database.door(secretary), (tx) => tablePaper(tx, secretary, roundId, today));
	expect(JSON.stringify(table.paper.body)).toContain('Phạm Văn Phó');
	expect(JSON.stringify(table.paper.body)).not.toContain('Nguyễn Thị Bí Thư');
	await writeCollective(database.door(deputy), {
		roundId,
		body: 'committee',
		marks: marks(),
		words: { done: 'Việc' },
	});
	const body = await look(database.door(secretary), (tx) =>
		collectivePaper(tx, secretary, roundId, 'committee', today),
	);
	expect(body.paper.head.typeName).toBe('Báo cáo kiểm điểm tập thể');
});
