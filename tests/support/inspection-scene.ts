import '#lib/features/inspections/due.server.ts';
import { sql } from 'kysely';
import { openInspection } from '#lib/features/inspections/decide.server.ts';
import { inspectionPage } from '#lib/features/inspections/queries.server.ts';
import { takeRecords } from '#lib/features/inspections/take.server.ts';
import { reportTask } from '#lib/features/programmes/commands-reports.server.ts';
import { handInReflection } from '#lib/features/reflections/hand-in.server.ts';
import { saveReflection } from '#lib/features/reflections/writing.server.ts';
import { beginRound } from '#lib/features/study/commands.server.ts';
import { publishRound } from '#lib/features/study/publish.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';
import { programmeScene } from './programme-scene.ts';
import { scenePublication, sceneReader } from './trace-scene.ts';

const today = '2026-11-23';

export type Person = Actor & { personId: string };

/** A committee that inspects a cell with tasks and papers. */
export const inspectionScenes = (database: TestDatabase) => {
	const scene = async () => {
		const base = await programmeScene(database);
		const { tenant, cell, secretary, owner, helper, document } = base;
		const head = await buildPerson(database, tenant, tenant.root, 'Hồ Văn Cấp Trên', {
			roles: ['secretary'],
		});
		const inspector = await buildPerson(database, tenant, tenant.root, 'Đỗ Thị Kiểm Tra', {});
		const other = await buildUnit(database, tenant, 'Chi bộ bên cạnh');
		const neighbour = await buildPerson(database, tenant, other, 'Ngô Văn Bên', {
			standing: 'official',
			roles: ['secretary'],
		});
		for (const title of ['Số hóa hồ sơ', 'Chuẩn hóa biểu mẫu', 'Tập huấn', 'Công khai kết quả'])
			await base.give(title);
		const taskId = await base.give('Niêm yết thủ tục');
		await reportTask(database.door(owner), {
			taskId,
			kind: 'completion',
			percent: 100,
			body: 'Đã niêm yết 12 thủ tục',
			files: [
				{ name: 'anh-niem-yet.txt', bytes: new TextEncoder().encode('Ảnh niêm yết tại bộ phận một cửa') },
			],
		});
		const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
			readBy: '2026-12-01',
			assigned: 4,
			opened: 0,
			studied: 0,
			readers: {},
		});
		for (const reader of [owner, helper])
			await sceneReader(database, tenant, cell, publication, document.id, reader.personId, '2026-12-01');
		const { roundId } = await beginRound(database.door(secretary), {
			unitId: cell.id,
			title: 'Quán triệt Nghị quyết',
			startsOn: today,
			paperDueOn: '2026-12-07',
			documentIds: [document.id],
		});
		await publishRound(database.door(secretary), { roundId, audience: 'unit' });
		for (const author of [owner, helper]) {
			await saveReflection(database.door(author), {
				roundId,
				revision: 0,
				fields: {
					core: `Điều tôi tâm đắc nhất là mỗi công chức phải tự đặt ra một chỉ tiêu cho phần việc mình giữ và báo cáo công khai trước tập thể (${author.name}).`,
					'act:a-0': 'Chuẩn hóa 12 biểu mẫu',
					'by:a-0': '2026-12-20',
					'propose:a-0': 'Đề nghị trang bị thêm hai máy quét',
				},
			});
			await handInReflection(database.door(author), { roundId });
		}
		const decision = {
			unitId: tenant.root.id,
			inspectedUnitId: cell.id,
			title: 'Kiểm tra việc thực hiện nghị quyết',
			decisionNumber: '12-QĐ/ĐU',
			decisionOn: '2026-11-20',
			periodFrom: '2026-01-01',
			periodTo: '2026-12-31',
			kinds: ['task', 'study_paper'],
			inspectorIds: [inspector.personId],
			startsOn: '2024-01-01',
			endsOn: '2126-01-01',
		};
		const open = async (more: Record<string, unknown> = {}) =>
			(await openInspection(database.door(head), { ...decision, ...more })).inspectionId;
		const page = (actor: Actor, inspectionId: string) =>
			look(database.door(actor), (tx) => inspectionPage(tx, actor, { inspectionId, today }));
		const take = (inspectionId: string, kind: string, more: Record<string, unknown>) =>
			takeRecords(database.door(inspector), { inspectionId, kind, ...more });
		return { ...base, head, inspector, other, neighbour, taskId, decision, open, page, take };
	};
	/** How many rows of a paper somebody reads past every page: what row level security alone gives. */
	const papersFor = (actor: Actor, reflectionId: string): Promise<number> =>
		look(database.door(actor), async (tx) => {
			const found = await sql<{
				count: number;
			}>`select count(*)::int as count from reflection_version where reflection_id = ${reflectionId}`.execute(
				tx,
			);
			return found.rows[0]?.count ?? 0;
		});
	return { scene, papersFor };
};
