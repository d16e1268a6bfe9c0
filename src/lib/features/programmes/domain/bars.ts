import { addDays, type Day, daysBetween } from '#lib/shared/calendar.ts';
import { isOwed, type TaskState } from './task-states.ts';

/** A task as the timeline draws it. */
export type Spanned = {
	id: string;
	state: TaskState;
	percent: number;
	startsOn: Day;
	dueOn: Day;
	reportedOn: Day | null;
	needs: readonly string[];
};

export type Bar = {
	id: string;
	x: number;
	width: number;
	/** The share that was reported, from the left. */
	doneWidth: number;
	/** From the deadline to the report, or to today while the result is owed; 0 when in time. */
	lateWidth: number;
	y: number;
};
export type Month = {
	key: string;
	month: number;
	year: number;
	x: number;
	width: number;
	isLabelled: boolean;
};
export type Arrow = { key: string; path: string; head: string };
export type Bars = {
	width: number;
	height: number;
	months: Month[];
	todayX: number | null;
	bars: Bar[];
	arrows: Arrow[];
};

/** Rows of a fixed height, so that the names beside the picture stand at their bars. */
export const ROW = 56;
export const HEAD = 40;
const THICK = 16;
/** A year fits beside the names on a sheet of A4 across, and beside them on a common screen. */
const WIDTH = 720;
const MOST_A_DAY = 6;
const LEAST_LABEL = 34;

const firstOfMonth = (day: Day): Day => `${day.slice(0, 8)}01`;
const nextMonth = (day: Day): Day => firstOfMonth(addDays(firstOfMonth(day), 32));

const monthsBetween = (from: Day, to: Day): Day[] => {
	const months: Day[] = [];
	for (let month = firstOfMonth(from); month <= to; month = nextMonth(month)) months.push(month);
	return months;
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

const endOf = (task: Spanned, today: Day): Day => {
	const until = isOwed(task.state) ? today : (task.reportedOn ?? task.dueOn);
	return [until, task.dueOn].sort().at(-1) ?? until;
};

const arrowBetween = (before: Bar, after: Bar): Omit<Arrow, 'key'> => {
	const [fromX, fromY] = [before.x + before.width, before.y + THICK / 2];
	const [toX, toY] = [after.x, after.y + THICK / 2];
	const between = rounded(toY > fromY ? toY - ROW / 2 : toY + ROW / 2);
	return {
		path: `M${rounded(fromX)} ${fromY}h5V${between}H${rounded(toX - 8)}V${toY}H${rounded(toX - 1)}`,
		head: `M${rounded(toX)} ${toY}l-6 -3.5v7z`,
	};
};

/** Where everything of a timeline stands. A day is as wide as the whole allows; months are columns. */
export const layBars = (tasks: readonly Spanned[], today: Day): Bars => {
	const first = [today, ...tasks.map(({ startsOn }) => startsOn)].sort()[0] ?? today;
	const last = [today, ...tasks.map((task) => endOf(task, today))].sort().at(-1) ?? today;
	const months = monthsBetween(first, last);
	const from = months[0] ?? firstOfMonth(today);
	const to = nextMonth(months.at(-1) ?? today);
	const days = Math.max(1, daysBetween(from, to));
	const perDay = Math.min(MOST_A_DAY, WIDTH / days);
	const xOf = (day: Day): number => daysBetween(from, day) * perDay;
	const every = Math.max(1, Math.ceil(LEAST_LABEL / (30 * perDay)));
	const bars = tasks.map((task, row): Bar => {
		const starts = [task.startsOn, task.dueOn].sort()[0] ?? task.dueOn;
		const x = xOf(starts);
		const width = xOf(addDays(task.dueOn, 1)) - x;
		const percent = task.state === 'accepted' || task.state === 'reported' ? 100 : task.percent;
		const late = Math.max(0, daysBetween(task.dueOn, endOf(task, today)));
		return {
			id: task.id,
			x: rounded(x),
			width: rounded(width),
			doneWidth: rounded((width * percent) / 100),
			lateWidth: rounded(late * perDay),
			y: HEAD + row * ROW + (ROW - THICK) / 2,
		};
	});
	const byId = new Map(bars.map((bar) => [bar.id, bar]));
	return {
		width: rounded(days * perDay),
		height: HEAD + tasks.length * ROW,
		months: months.map((month, at) => ({
			key: month,
			month: Number(month.slice(5, 7)),
			year: Number(month.slice(0, 4)),
			x: rounded(xOf(month)),
			width: rounded(xOf(nextMonth(month)) - xOf(month)),
			isLabelled: at % every === 0,
		})),
		todayX: rounded(xOf(today) + perDay / 2),
		bars,
		arrows: tasks.flatMap((task) =>
			task.needs.flatMap((needed) => {
				const [before, after] = [byId.get(needed), byId.get(task.id)];
				return before && after ? [{ key: `${needed} ${task.id}`, ...arrowBetween(before, after) }] : [];
			}),
		),
	};
};
