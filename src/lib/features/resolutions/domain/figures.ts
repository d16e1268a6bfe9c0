import type { Day } from '#lib/shared/calendar.ts';

/** What the system knows of a month, for the part on results. */
export type MonthFigures = {
	from: Day;
	to: Day;
	tasks: readonly {
		id: string;
		title: string;
		ownerName: string;
		dueOn: Day;
		state: string;
		percent: number;
		reportedOn: Day | null;
	}[];
	reading: { documents: number; assigned: number; studied: number };
	meetings: { meetings: number; present: number; asked: number };
};

export type TaskFigures = { due: number; onTime: number; late: number; waiting: number; open: number };

/** Of the tasks that were due: handed in by their day and accepted, later, handed in and not yet decided, still owed. */
export const taskFigures = (tasks: MonthFigures['tasks']): TaskFigures => {
	const accepted = tasks.filter(({ state }) => state === 'accepted');
	const onTime = accepted.filter(({ reportedOn, dueOn }) => (reportedOn ?? dueOn) <= dueOn).length;
	const waiting = tasks.filter(({ state }) => state === 'reported').length;
	return {
		due: tasks.length,
		onTime,
		late: accepted.length - onTime,
		waiting,
		open: tasks.length - accepted.length - waiting,
	};
};

const shortDay = (day: Day): string => `${day.slice(8, 10)}/${Number(day.slice(5, 7))}`;
const share = (part: number, whole: number): string =>
	whole === 0 ? '' : ` (${String(Math.round((part / whole) * 1000) / 10).replace('.', ',')}%)`;

/**
 * The part on results as it begins: what the system can count, in the words of a report; the committee adds what counts
 * can not say. Nothing is stated of which there is nothing.
 */
export const resultsDraft = ({ tasks, reading, meetings }: MonthFigures): string => {
	const figures = taskFigures(tasks);
	const owed = tasks.filter(({ state }) => state !== 'accepted' && state !== 'reported');
	const lines = [
		figures.due > 0
			? [
					`- Có ${figures.due} nhiệm vụ đến hạn trong tháng: ${figures.onTime} hoàn thành đúng hạn${share(figures.onTime, figures.due)}`,
					...(figures.late > 0 ? [`${figures.late} hoàn thành chậm`] : []),
					...(figures.waiting > 0 ? [`${figures.waiting} đã báo cáo, chờ nghiệm thu`] : []),
					...(figures.open > 0 ? [`${figures.open} chưa hoàn thành`] : []),
				].join(', ')
			: '- Trong tháng không có nhiệm vụ đến hạn',
		...owed.map(
			({ title, ownerName, dueOn, percent }) =>
				`- Chưa hoàn thành: ${title.replace(/[.\s]+$/u, '')} (đồng chí ${ownerName}, hạn ${shortDay(dueOn)}, đạt ${percent}%)`,
		),
		...(reading.documents > 0
			? [
					`- Phổ biến ${reading.documents} văn bản; ${reading.studied}/${reading.assigned} lượt cán bộ, đảng viên đã nghiên cứu xong${share(reading.studied, reading.assigned)}`,
				]
			: []),
		...(meetings.meetings > 0
			? [
					`- Tổ chức ${meetings.meetings} buổi sinh hoạt; tỷ lệ dự họp ${String(meetings.asked === 0 ? 0 : Math.round((meetings.present / meetings.asked) * 1000) / 10).replace('.', ',')}%`,
				]
			: []),
	];
	return lines.map((line) => `${line}.`).join('\n');
};

/** How a month's work is carried out, as a cell begins it; it is a draft like the rest. */
export const implementationDraft =
	'- Chi ủy theo dõi, đôn đốc, kiểm tra việc thực hiện nghị quyết.\n- Các đồng chí được phân công báo cáo kết quả trước kỳ sinh hoạt sau.';
