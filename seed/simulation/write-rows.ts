import { addDays, type Day } from '#lib/shared/calendar.ts';
import type { CellYear } from './cell-year.ts';
import type { Copies } from './copy.ts';
import type { SimulatedTables } from './tables.ts';
import { simulatedId } from './tree.ts';

const at = (day: Day, hour = 8): string => `${day}T${String(hour).padStart(2, '0')}:00:00+07:00`;

type WrittenCell = {
	copies: Copies<SimulatedTables>;
	tenantId: string;
	/** The number of the tenant and a running number, for ids. */
	tenant: number;
	next: () => number;
	unitId: string;
	personIds: readonly string[];
	today: Day;
	/** Readings are written of so many documents; of the others the counters of the unit alone. */
	readings: number;
};

/** The records of a cell's year: what people would have left behind, a row for each act. */
export const writeRows = (cell: WrittenCell, life: CellYear): void => {
	writeReading(cell, life);
	writeTasks(cell, life);
	if (life.round.startsOn <= cell.today) writeStudy(cell, life);
	writeCampaign(cell, life);
	writeExample(cell, life);
};

const writeReading = (
	{ copies, tenantId, tenant, next, unitId, personIds, readings }: WrittenCell,
	life: CellYear,
): void => {
	const [secretary = ''] = personIds;
	for (const [index, { document, publishedOn, studied }] of life.documents.entries()) {
		const publicationId = simulatedId(0x20, tenant, next());
		const readBy = addDays(publishedOn, 15);
		copies.row('publication', [
			tenantId,
			publicationId,
			document.id,
			unitId,
			'unit',
			readBy,
			secretary,
			at(publishedOn),
		]);
		copies.row('document_reach', [tenantId, document.id, unitId, life.people, studied, studied]);
		if (index >= readings) continue;
		for (const [place, personId] of personIds.entries()) {
			const moment = place < studied ? at(addDays(publishedOn, 1 + (place % 14)), 20) : null;
			copies.row('reading', [tenantId, document.id, personId, unitId, publicationId, readBy, moment, moment]);
		}
	}
};

const writeTasks = (
	{ copies, tenantId, tenant, next, unitId, personIds }: WrittenCell,
	life: CellYear,
): void => {
	const [secretary = ''] = personIds;
	const programmeId = simulatedId(0x21, tenant, next());
	const start = `${life.year}-01-10`;
	copies.row('programme', [
		tenantId,
		programmeId,
		unitId,
		`Chương trình hành động năm ${life.year}`,
		start,
		`${life.year}-12-31`,
		'issued',
		secretary,
		at(start),
		at(start),
	]);
	for (const { document, carriedOut } of life.documents)
		if (carriedOut) copies.row('programme_document', [tenantId, programmeId, document.id]);
	for (const [index, task] of life.tasks.entries()) {
		const taskId = simulatedId(0x22, tenant, next());
		const owner = personIds[(index + 1) % personIds.length] ?? secretary;
		const done = task.state === 'accepted' && task.reportedOn ? at(task.reportedOn, 15) : null;
		copies.row('task', [
			tenantId,
			taskId,
			programmeId,
			unitId,
			`Nhiệm vụ ${index + 1} năm ${life.year}`,
			'Có báo cáo kết quả',
			owner,
			secretary,
			task.dueOn,
			task.state,
			done ? 100 : 30,
			secretary,
			at(start),
			done,
			done,
		]);
		const clauseId = task.document.clauseIds[index % task.document.clauseIds.length];
		if (clauseId) copies.row('task_clause', [tenantId, taskId, clauseId, task.document.id]);
		if (!task.proved || !done) continue;
		const reportId = simulatedId(0x23, tenant, next());
		copies.row('task_report', [tenantId, reportId, taskId, owner, 'completion', 100, 'Đã hoàn thành.', done]);
		copies.row('evidence', [
			tenantId,
			simulatedId(0x24, tenant, next()),
			taskId,
			reportId,
			'text',
			'Kết quả',
			'Báo cáo kết quả kèm theo.',
			done,
		]);
	}
};

const writeStudy = (
	{ copies, tenantId, tenant, next, unitId, personIds }: WrittenCell,
	{ round, documents, year }: CellYear,
): void => {
	const [secretary = ''] = personIds;
	const roundId = simulatedId(0x25, tenant, next());
	const sessionId = simulatedId(0x26, tenant, next());
	const [starts, ends] = [at(round.startsOn), at(round.startsOn, 11)];
	copies.row('study_round', [
		tenantId,
		roundId,
		unitId,
		`Đợt học tập năm ${year}`,
		'open',
		round.startsOn,
		addDays(round.startsOn, 10),
		secretary,
		starts,
		starts,
	]);
	for (const [position, { document }] of documents.slice(0, 2).entries())
		copies.row('study_round_document', [tenantId, roundId, document.id, position]);
	copies.row('study_session', [tenantId, sessionId, roundId, starts, ends, '123456']);
	for (const [place, personId] of personIds.entries()) {
		copies.row('study_participant', [tenantId, roundId, personId, unitId, unitId]);
		const state = place < round.present ? 'present' : 'absent';
		copies.row('study_attendance', [
			tenantId,
			sessionId,
			personId,
			roundId,
			unitId,
			unitId,
			state,
			false,
			secretary,
			ends,
		]);
		if (place < round.papers)
			copies.row('reflection', [
				tenantId,
				simulatedId(0x27, tenant, next()),
				roundId,
				unitId,
				personId,
				'[]',
				'handed_in',
				1,
				ends,
				at(addDays(round.startsOn, 5)),
			]);
	}
};

const writeCampaign = (
	{ copies, tenantId, tenant, next, unitId, personIds, today }: WrittenCell,
	life: CellYear,
): void => {
	const { campaign, documents, year } = life;
	const [first] = documents;
	if (!first) return;
	const [secretary = ''] = personIds;
	const campaignId = simulatedId(0x28, tenant, next());
	const starts = at(campaign.startsOn);
	copies.row('campaign', [
		tenantId,
		campaignId,
		unitId,
		first.document.id,
		`Đăng ký học tập, làm theo năm ${year}`,
		campaign.startsOn,
		`${year}-12-31`,
		`${year}-01-31`,
		'unit',
		'open',
		secretary,
		starts,
		starts,
	]);
	copies.row('campaign_unit', [tenantId, campaignId, unitId]);
	for (const [index, checked] of campaign.checked.entries()) {
		const due = addDays(`${year}-${String(index * 3 + 1).padStart(2, '0')}-01`, 88);
		copies.row('campaign_quarter', [
			tenantId,
			campaignId,
			index + 1,
			year,
			addDays(due, -8),
			due,
			checked === null ? null : at(addDays(due, -8)),
		]);
	}
	for (const [place, personId] of personIds.entries()) {
		copies.row('campaign_person', [tenantId, campaignId, personId, unitId]);
		if (place >= campaign.registered) continue;
		const registrationId = simulatedId(0x29, tenant, next());
		const isConfirmed = place < campaign.confirmed;
		copies.row('registration', [
			tenantId,
			registrationId,
			campaignId,
			unitId,
			personId,
			'[]',
			isConfirmed ? 'confirmed' : 'handed_in',
			1,
			isConfirmed ? 1 : null,
			starts,
			starts,
		]);
		if (!isConfirmed) continue;
		for (const [index, checked] of campaign.checked.entries()) {
			if (checked === null || place >= checked) continue;
			const moment = at(addDays(`${year}-${String(index * 3 + 1).padStart(2, '0')}-01`, 85));
			if (moment.slice(0, 10) <= today)
				copies.row('quarter_check', [tenantId, registrationId, index + 1, personId, unitId, moment, moment]);
		}
	}
};

const writeExample = (
	{ copies, tenantId, tenant, next, unitId, personIds }: WrittenCell,
	{ exampleOn }: CellYear,
): void => {
	const [secretary, honoured, proposer] = personIds;
	if (!exampleOn || !secretary || !honoured || !proposer) return;
	copies.row('recognition', [
		tenantId,
		simulatedId(0x2a, tenant, next()),
		unitId,
		'example',
		honoured,
		'Gương tốt trong công việc',
		'Hoàn thành sớm phần việc đã đăng ký.',
		'announced',
		proposer,
		at(exampleOn),
		secretary,
		at(exampleOn),
		exampleOn,
	]);
};
