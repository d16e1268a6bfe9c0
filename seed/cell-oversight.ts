import { confirmIntake, receiveFile } from '#lib/features/library/commands.server.ts';
import { setIssuingBody } from '#lib/features/papers/commands.server.ts';
import { addTask, createProgramme, issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { decideReport, reportTask } from '#lib/features/programmes/commands-reports.server.ts';
import { declareStudied, openReading, publishDocument } from '#lib/features/reading/commands.server.ts';
import { markAllAttending, recordAttendance } from '#lib/features/study/attendance.server.ts';
import { beginRound } from '#lib/features/study/commands.server.ts';
import { publishRound } from '#lib/features/study/publish.server.ts';
import { addSession } from '#lib/features/study/sessions.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { committeeResolution, type SisterCell } from './oversight-texts.ts';

/** A cell beside that of the story, with its people; the first is its secretary. */
export type Sister = { cell: SisterCell; unitId: string; people: Player[] };

const FILED = 80;

/** The committee's own resolution, filed by its clerk and published in its office, so that the cells can publish it to their people. */
const fileResolution = async (
	stage: Stage,
	committee: { unitId: string; clerk: Player },
): Promise<{ documentId: string; clauseIds: string[] }> => {
	const { unitId, clerk } = committee;
	const door = stage.at(clerk, FILED, 8);
	const received = await receiveFile(door, {
		unitId,
		batchId: '00000000-0000-7000-8000-000000000001',
		filePath: 'nghi-quyet-12-dang-uy-cac-co-quan-tinh.txt',
		bytes: new TextEncoder().encode(committeeResolution),
	});
	if (!received.intakeId) throw new Error(`The committee's resolution was not read: ${received.error}`);
	const { documentId } = await confirmIntake(door, {
		intakeId: received.intakeId,
		typeCode: 'NQ',
		typeName: 'Nghị quyết',
		number: '12-NQ/ĐU',
		issuer: 'Đảng ủy các cơ quan tỉnh Sông Lam',
		issuedOn: addDays(stage.today, -FILED - 1),
		title: 'Về nâng cao chất lượng phục vụ người dân và doanh nghiệp của các cơ quan tỉnh',
	});
	await publishDocument(stage.at(clerk, FILED, 9), {
		documentId,
		unitId,
		audience: 'unit',
		readBy: addDays(stage.today, -FILED + 15),
	});
	const clauses = await look(door, (tx) =>
		tx
			.selectFrom('clause')
			.select('id')
			.where('tenant_id', '=', clerk.tenantId)
			.where('document_id', '=', documentId)
			.where('is_section', '=', true)
			.orderBy('ordinal')
			.execute(),
	);
	return { documentId, clauseIds: clauses.map(({ id }) => id) };
};

const playTasks = async (
	stage: Stage,
	{ cell, unitId, people }: Sister,
	documentId: string,
	clauseIds: readonly string[],
): Promise<void> => {
	const [secretary] = people;
	if (!secretary || !cell.tasks) return;
	const { programmeId } = await createProgramme(stage.at(secretary, FILED - 20, 9), {
		unitId,
		title: 'Chương trình hành động thực hiện Nghị quyết số 12-NQ/ĐU',
		documentIds: [documentId],
		startsOn: addDays(stage.today, -FILED + 20),
		endsOn: addDays(stage.today, 60),
	});
	await issueProgramme(stage.at(secretary, FILED - 20, 11), { programmeId });
	for (const [index, task] of cell.tasks.entries()) {
		const owner = people[2 + index] ?? secretary;
		const { taskId } = await addTask(stage.at(secretary, FILED - 21, 10), {
			programmeId,
			title: task.title,
			resultExpected: 'Báo cáo kết quả kèm số liệu trước và sau khi thực hiện',
			ownerId: owner.personId,
			supervisorId: secretary.personId,
			helperIds: [],
			dueOn: addDays(stage.today, -task.dueDaysAgo),
			clauseIds: [clauseIds[index % clauseIds.length]].filter(Boolean),
		});
		if (task.doneDaysAgo === null) continue;
		const { reportId } = await reportTask(stage.at(owner, task.doneDaysAgo, 10), {
			taskId,
			kind: 'completion',
			percent: 100,
			body: 'Đã hoàn thành theo kế hoạch.',
			texts: [{ title: 'Kết quả', body: 'Bảng số liệu trước và sau khi thực hiện đã gửi văn phòng.' }],
		});
		await decideReport(stage.at(secretary, task.doneDaysAgo, 16), { reportId, decision: 'accepted' });
	}
};

const playRound = async (
	stage: Stage,
	{ cell, unitId, people }: Sister,
	documentId: string,
): Promise<void> => {
	const [secretary] = people;
	if (!secretary || cell.attended === null) return;
	const { roundId } = await beginRound(stage.at(secretary, FILED - 10, 9), {
		unitId,
		title: 'Học tập Nghị quyết số 12-NQ/ĐU',
		startsOn: addDays(stage.today, -FILED + 15),
		documentIds: [documentId],
	});
	const { sessionId } = await addSession(stage.at(secretary, FILED - 10, 10), {
		roundId,
		day: addDays(stage.today, -FILED + 15),
		time: '14:00',
		minutes: 120,
		place: 'Phòng họp cơ quan',
	});
	await publishRound(stage.at(secretary, FILED - 11, 11), { roundId, audience: 'unit' });
	const door = stage.at(secretary, FILED - 15, 17);
	await markAllAttending(door, { studySessionId: sessionId });
	for (const person of people.slice(Math.ceil(people.length * cell.attended)))
		await recordAttendance(door, {
			studySessionId: sessionId,
			personId: person.personId,
			presence: 'absent',
		});
};

/** What the committee above sees of other cells: its resolution on its way down, here further, there less far. */
export const playOversight = async (
	stage: Stage,
	committee: { unitId: string; clerk: Player },
	sisters: readonly Sister[],
): Promise<void> => {
	await setIssuingBody(stage.at(committee.clerk, 390, 9), {
		unitId: committee.unitId,
		side: 'party',
		kind: 'superior_committee',
		superior: 'Đảng bộ tỉnh Sông Lam',
		name: 'Đảng ủy các cơ quan tỉnh Sông Lam',
		sign: 'ĐU',
		place: 'Sông Lam',
		collective: 'Đảng ủy',
		head: 'Bí thư',
		deputy: 'Phó Bí thư',
		kept: 'Lưu Văn phòng Đảng ủy',
		validFrom: addDays(stage.today, -390),
	});
	const { documentId, clauseIds } = await fileResolution(stage, committee);
	const story: Sister = {
		cell: {
			name: '',
			shortName: '',
			people: stage.people.length,
			studied: 0.92,
			tasks: null,
			attended: null,
		},
		unitId: stage.unitId,
		people: stage.people,
	};
	for (const sister of [story, ...sisters]) {
		const [secretary] = sister.people;
		if (!secretary) continue;
		await publishDocument(stage.at(secretary, FILED - 3, 9), {
			documentId,
			unitId: sister.unitId,
			audience: 'unit',
			readBy: addDays(stage.today, -FILED + 18),
		});
		for (const [index, person] of sister.people.entries()) {
			if (index >= Math.round(sister.people.length * sister.cell.studied)) break;
			const door = stage.at(person, FILED - 4 - (index % 12), 19);
			await openReading(door, { documentId });
			await declareStudied(door, { documentId, confirmed: true });
		}
		await playTasks(stage, sister, documentId, clauseIds);
		await playRound(stage, sister, documentId);
	}
};
