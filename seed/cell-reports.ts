import { setIssuingBody } from '#lib/features/papers/commands.server.ts';
import { acceptReport, returnReport } from '#lib/features/reports/decide.server.ts';
import { patternOf } from '#lib/features/reports/domain/kinds.ts';
import { askForReport } from '#lib/features/reports/kinds.server.ts';
import { reportPage } from '#lib/features/reports/queries.server.ts';
import { sendReport, signReport } from '#lib/features/reports/sign.server.ts';
import { citeReport, openReport, setFigure, writeReport } from '#lib/features/reports/write.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays, type Day, daysBetween } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import {
	type CellReport,
	committeeTexts,
	sectionsOfWorking,
	sisterReports,
	storyReport,
} from './report-texts.ts';

type Cell = { unitId: string; name: string; people: readonly Player[] };

/** The quarter of a day, from its first day. */
const quarterStart = (day: Day): Day =>
	`${day.slice(0, 4)}-${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;

const headOf = ({ people, name }: Cell): Player => {
	const head = people.find(({ part }) => part.roles.includes('secretary'));
	if (!head) throw new Error(`Nobody heads ${name}`);
	return head;
};

/** Writes the texts into their sections; what the figures gave stays, and elsewhere there is none to tell. */
const write = async (
	stage: Stage,
	writer: Player,
	daysAgo: number,
	periodicReportId: string,
	texts: Readonly<Record<string, string>>,
	whole: boolean,
): Promise<void> => {
	const { sections } = await look(stage.at(writer, daysAgo, 9), (tx) =>
		reportPage(tx, writer, { reportId: periodicReportId, today: addDays(stage.today, -daysAgo) }),
	);
	await writeReport(stage.at(writer, daysAgo, 10), {
		periodicReportId,
		sections: sections.map(({ key, body, revision }) => ({
			key,
			revision,
			body: [body, texts[key]].filter(Boolean).join('\n') || (whole ? 'Trong kỳ không phát sinh.' : ''),
		})),
	});
};

/** The last quarter's report of a cell, as far as it comes. */
const playCellReport = async (
	stage: Stage,
	asked: { kindId: string; periodFrom: Day; daysAgo: number },
	cell: Cell,
	told: CellReport,
	officer: Player,
): Promise<string | null> => {
	if (told.until === 'none') return null;
	const { daysAgo } = asked;
	const head = headOf(cell);
	const writer = cell.people.find(({ part }) => part.roles.includes('clerk')) ?? head;
	const { periodicReportId } = await openReport(stage.at(writer, daysAgo, 8), {
		...asked,
		unitId: cell.unitId,
	});
	await write(stage, writer, daysAgo, periodicReportId, told.texts, told.until !== 'writing');
	if (told.until === 'writing') return periodicReportId;
	await signReport(stage.at(head, daysAgo, 14), {
		periodicReportId,
		issuedOn: addDays(stage.today, -daysAgo),
	});
	await sendReport(stage.at(writer, daysAgo, 15), { periodicReportId });
	if (told.until === 'accepted')
		await acceptReport(stage.at(officer, Math.max(0, daysAgo - 1), 16), { periodicReportId });
	if (told.until === 'returned')
		await returnReport(stage.at(officer, Math.max(0, daysAgo - 1), 16), {
			periodicReportId,
			remarks: told.remarks,
		});
	return periodicReportId;
};

/**
 * Quarterly reports: the committee asks for them; of the last quarter the sample cell's is accepted, another was given back, one is
 * late; the committee puts its own together. The cell is writing that of this quarter.
 */
export const playReports = async (
	stage: Stage,
	committee: { unitId: string; head: Player },
	cells: readonly Cell[],
): Promise<void> => {
	const pattern = patternOf('quarter');
	if (!pattern) throw new Error('There is no form of a quarterly report');
	const present = quarterStart(stage.today);
	const periodFrom = quarterStart(addDays(present, -1));
	const { head: officer } = committee;
	const { kindId } = await askForReport(stage.at(officer, 200, 9), {
		unitId: committee.unitId,
		...pattern,
		source: 'Công văn số 15-CV/ĐU về chế độ báo cáo của các chi bộ trực thuộc',
		validFrom: periodFrom,
	});
	const sincePeriod = daysBetween(present, stage.today);
	const asked = { kindId, periodFrom, daysAgo: Math.max(0, sincePeriod - 2) };
	for (const cell of cells.slice(1)) {
		const head = headOf(cell);
		await setIssuingBody(stage.at(head, 390, 9), {
			unitId: cell.unitId,
			side: 'party',
			kind: 'cell',
			superior: 'Đảng bộ các cơ quan tỉnh Sông Lam',
			name: cell.name,
			sign: 'CB',
			place: 'Sông Lam',
			collective: 'Chi bộ',
			head: 'Bí thư',
			deputy: 'Phó Bí thư',
			kept: 'Lưu Chi bộ',
			validFrom: addDays(stage.today, -390),
		});
	}
	let cited: string | null = null;
	for (const [nth, cell] of cells.entries()) {
		const told = nth === 0 ? storyReport : sisterReports[cell.name];
		const sent = told ? await playCellReport(stage, asked, cell, told, officer) : null;
		if (nth === 0) cited = sent;
	}
	const [story] = cells;
	if (!story || !cited) return;
	const own = await openReport(stage.at(officer, Math.max(0, asked.daysAgo - 2), 9), {
		unitId: committee.unitId,
		kindId,
		periodFrom,
	});
	const { periodicReportId } = own;
	await write(stage, officer, Math.max(0, asked.daysAgo - 2), periodicReportId, committeeTexts, false);
	for (const key of ['han-che', 'kien-nghi'])
		await citeReport(stage.at(officer, Math.max(0, asked.daysAgo - 2), 15), {
			periodicReportId,
			citedReportId: cited,
			key,
		});
	// This quarter is being written.
	const writer = story.people.find(({ part }) => part.roles.includes('clerk')) ?? headOf(story);
	const now = await openReport(stage.at(writer, 0, 7), { unitId: story.unitId, kindId, periodFrom: present });
	await write(stage, writer, 0, now.periodicReportId, sectionsOfWorking, false);
	const { figures } = await look(stage.at(writer, 0, 8), (tx) =>
		reportPage(tx, writer, { reportId: now.periodicReportId, today: stage.today }),
	);
	const meetings = figures.find(({ key }) => key === 'meetings_committee');
	if (meetings)
		await setFigure(stage.at(writer, 0, 8), {
			periodicReportId: now.periodicReportId,
			key: 'meetings_committee',
			value: meetings.counted + 1,
			reason: 'Có một kỳ họp chi ủy mở rộng, biên bản chưa nhập.',
		});
};
