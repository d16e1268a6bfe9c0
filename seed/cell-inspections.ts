import { openInspection } from '#lib/features/inspections/decide.server.ts';
import { answer, find, report } from '#lib/features/inspections/findings.server.ts';
import { openRecord } from '#lib/features/inspections/look.server.ts';
import { inspectionPage, type ListedRecord } from '#lib/features/inspections/queries.server.ts';
import { takeRecords } from '#lib/features/inspections/take.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';

type Decided = {
	title: string;
	decisionNumber: string;
	purpose: string;
	daysAgo: number;
	endsIn: number;
	kinds: string[];
};

const decide = async (
	stage: Stage,
	officer: Player,
	{ daysAgo, endsIn, ...decided }: Decided,
): Promise<string> => {
	const { inspectionId } = await openInspection(stage.at(officer, daysAgo, 9), {
		...decided,
		unitId: officer.roles[0]?.unitId,
		inspectedUnitId: stage.unitId,
		decisionOn: addDays(stage.today, -daysAgo - 1),
		periodFrom: addDays(stage.today, -330),
		periodTo: stage.today,
		inspectorIds: [officer.personId],
		startsOn: addDays(stage.today, -daysAgo),
		endsOn: addDays(stage.today, endsIn),
	});
	return inspectionId;
};

const recordsOf = async (stage: Stage, officer: Player, inspectionId: string): Promise<ListedRecord[]> =>
	(
		await look(stage.at(officer, 0), (tx) =>
			inspectionPage(tx, officer, { inspectionId, today: stage.today }),
		)
	).records;

/** An inspection whose findings are with the cell: one of them is answered, the answer to the whole is waited for. */
const playReported = async (stage: Stage, officer: Player, secretary: Player): Promise<void> => {
	const inspectionId = await decide(stage, officer, {
		title: 'Kiểm tra việc thực hiện nghị quyết chuyên đề của chi bộ',
		decisionNumber: '18-QĐ/ĐU',
		purpose: 'Xem kết quả, minh chứng của nhiệm vụ và nền nếp sinh hoạt so với nghị quyết đã ban hành.',
		daysAgo: 12,
		endsIn: 2,
		kinds: ['task', 'minutes'],
	});
	const at = (daysAgo: number, hour?: number) => stage.at(officer, daysAgo, hour);
	await takeRecords(at(12, 10), { inspectionId, kind: 'task', way: 'drawn', wanted: 3 });
	await takeRecords(at(12, 11), { inspectionId, kind: 'minutes', way: 'drawn', wanted: 2 });
	const records = await recordsOf(stage, officer, inspectionId);
	const doubtful = records.find(({ kind }) => kind === 'task');
	for (const [nth, { id: recordId }] of records.entries()) {
		await openRecord(at(10, 8 + nth), { inspectionId, recordId });
		await find(
			at(9, 8 + nth),
			recordId === doubtful?.id
				? {
						inspectionId,
						recordId,
						outcome: 'not_confirmed',
						words: 'Kết quả nêu trong báo cáo chưa có minh chứng kèm theo.',
					}
				: { inspectionId, recordId, outcome: 'confirmed' },
		);
	}
	await report(at(6, 15), {
		inspectionId,
		notes:
			'Chi bộ giữ nền nếp sinh hoạt, nhiệm vụ giao rõ người, rõ hạn. Cần gắn minh chứng ngay khi báo cáo hoàn thành, không để dồn đến cuối kỳ.',
	});
	await answer(stage.at(secretary, 4, 10), {
		inspectionId,
		recordId: doubtful?.id,
		words: 'Chi bộ tiếp thu; người thực hiện sẽ bổ sung minh chứng vào báo cáo trong tuần này.',
	});
};

/** One that is going on: registrations drawn by lot, one of which the officer has opened. */
const playOpen = async (stage: Stage, officer: Player): Promise<void> => {
	const inspectionId = await decide(stage, officer, {
		title: 'Thẩm tra kết quả đăng ký học tập và làm theo của chi bộ',
		decisionNumber: '21-QĐ/ĐU',
		purpose: 'Đối chiếu nội dung đăng ký với kết quả kiểm tra quý của chi ủy.',
		daysAgo: 2,
		endsIn: 12,
		kinds: ['registration', 'study_paper'],
	});
	const { count } = await takeRecords(stage.at(officer, 1, 9), {
		inspectionId,
		kind: 'registration',
		way: 'drawn',
		wanted: 3,
	});
	const [first] = count > 0 ? await recordsOf(stage, officer, inspectionId) : [];
	if (first) await openRecord(stage.at(officer, 1, 14), { inspectionId, recordId: first.id });
};

/** Two inspections of the sample cell by the officer of the committee above. */
export const playInspections = async (stage: Stage, officer: Player): Promise<void> => {
	const secretary = stage.people.find(({ part }) => part.roles.includes('secretary'));
	if (!secretary) throw new Error('The sample has no secretary');
	await playReported(stage, officer, secretary);
	await playOpen(stage, officer);
};
