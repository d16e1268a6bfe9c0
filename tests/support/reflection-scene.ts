import '#lib/features/reflections/due.server.ts';
import '#lib/features/reflections/states.server.ts';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { handInReflection } from '#lib/features/reflections/hand-in.server.ts';
import { writingPage } from '#lib/features/reflections/queries.server.ts';
import { reflectionPage } from '#lib/features/reflections/queries-review.server.ts';
import { saveReflection } from '#lib/features/reflections/writing.server.ts';
import { beginRound } from '#lib/features/study/commands.server.ts';
import { publishRound } from '#lib/features/study/publish.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Changes } from '#lib/text/typed-changes.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';
import { sceneDocument, scenePublication, sceneReader } from './trace-scene.ts';

const today = '2026-11-23';

export const say = { sayPaper: (name: string) => `Bài của ${name}`, sayOther: () => 'Bài khác' };

export const own = {
	core: 'Điều tôi tâm đắc nhất là mỗi công chức phải tự đặt ra một chỉ tiêu cho chính phần việc mình giữ và báo cáo công khai kết quả trước tập thể vào cuối mỗi tuần làm việc.',
	'act:a-0': 'Chuẩn hóa 12 biểu mẫu của bộ phận một cửa',
	'by:a-0': '2026-12-20',
	'propose:a-0': 'Đề nghị trang bị thêm hai máy quét cho bộ phận một cửa',
};

/** A study round that wants papers, and those who write and review them. */
export const reflectionScenes = (database: TestDatabase) => {
	const scene = async () => {
		const tenant = await buildTenant(database);
		const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
		const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
			standing: 'official',
			roles: ['secretary'],
		});
		const deputy = await buildPerson(database, tenant, cell, 'Phạm Văn Phó', {
			standing: 'official',
			roles: ['deputy'],
		});
		const member = await buildPerson(database, tenant, cell, 'Trần Văn An', { standing: 'official' });
		const second = await buildPerson(database, tenant, cell, 'Lê Thị Bình', { standing: 'non_party' });
		const clerk = await buildPerson(database, tenant, cell, 'Võ Thị Thư', {
			standing: 'official',
			roles: ['clerk'],
		});
		const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Công tác chuyên môn']);
		const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
			readBy: '2026-12-01',
			assigned: 5,
			opened: 0,
			studied: 0,
			readers: {},
		});
		for (const person of [secretary, deputy, member, second, clerk])
			await sceneReader(database, tenant, cell, publication, document.id, person.personId, '2026-12-01');
		const lead = database.door(secretary);
		const { roundId } = await beginRound(lead, {
			unitId: cell.id,
			title: 'Quán triệt Nghị quyết 57-NQ/TW',
			guidance: 'Điểm mới là gì?',
			startsOn: today,
			paperDueOn: '2026-12-07',
			documentIds: [document.id],
		});
		await publishRound(lead, { roundId, audience: 'unit' });
		const save = (actor: Actor, fields: Record<string, string>, revision = 0) =>
			saveReflection(database.door(actor), { roundId, revision, fields });
		const type = (actor: Actor, changes: Changes, revision: number) =>
			saveReflection(database.door(actor), { roundId, revision, changes });
		const handIn = (actor: Actor) => handInReflection(database.door(actor), { roundId });
		const page = (actor: Actor) => look(database.door(actor), (tx) => writingPage(tx, actor, roundId, today));
		const paper = (actor: Actor, reflectionId: string, version?: number) =>
			look(database.door(actor), (tx) => reflectionPage(tx, actor, { roundId, reflectionId, version }, say));
		const duties = (actor: Actor & { personId: string }) =>
			look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 6)).then(
				({ items }) =>
					items
						.map(({ kind }) => kind)
						.filter((kind) => kind === 'study_paper' || kind === 'reflection_review'),
			);
		return {
			tenant,
			cell,
			secretary,
			deputy,
			member,
			second,
			clerk,
			document,
			lead,
			roundId,
			save,
			type,
			handIn,
			page,
			paper,
			duties,
		};
	};
	return { scene };
};
