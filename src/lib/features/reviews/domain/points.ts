import type { ReviewRules } from './rules.ts';

/** Tasks (or products) of a period: how many were planned, done, had faults, came late, went beyond what was required. */
export type TaskCounts = { planned: number; done: number; faults: number; late: number; beyond: number };

/** What is given to a person: points by the general criteria, counts of tasks, whether what was found before is put right. */
export type Marks = { general: Record<string, number>; tasks: TaskCounts; fixed: boolean };

export type Points = { general: number; quantity: number; quality: number; progress: number; total: number };

const tenth = (value: number): number => Math.round(value * 10) / 10;
const share = (count: number, of: number): number => (of > 0 ? Math.min(1, Math.max(0, count / of)) : 0);

/**
 * Points by the rules (NĐ 335/2025): the general criteria as given; for tasks the share that was done, less a part of a task
 * for each fault and each delay.
 */
export const pointsOf = (rules: ReviewRules, { general, tasks }: Marks): Points => {
	const { planned, done, faults, late } = tasks;
	const kept = (takes: number, times: number): number =>
		planned > 0 ? Math.max(0, share(done, planned) - ((takes / 100) * times) / planned) : 0;
	const points = {
		general: tenth(
			rules.general.reduce((sum, { key, max }) => sum + Math.min(max, Math.max(0, general[key] ?? 0)), 0),
		),
		quantity: tenth(rules.tasks.quantity * share(done, planned)),
		quality: tenth(rules.tasks.quality * kept(rules.tasks.faultShare, faults)),
		progress: tenth(rules.tasks.progress * kept(rules.tasks.lateShare, late)),
	};
	return {
		...points,
		total: tenth(points.general + points.quantity + points.quality + points.progress),
	};
};

/** The marks with which a form begins: full general points, and the counts that the figures tell. */
export const firstMarks = (rules: ReviewRules, counts: Partial<TaskCounts>): Marks => {
	const planned = Math.max(1, counts.planned ?? 1);
	return {
		general: Object.fromEntries(rules.general.map(({ key, max }) => [key, max])),
		tasks: {
			planned,
			done: Math.min(planned, counts.done ?? planned),
			faults: counts.faults ?? 0,
			late: counts.late ?? 0,
			beyond: counts.beyond ?? 0,
		},
		fixed: true,
	};
};

/** What the quarters of a year come to, for a form of the year: the mean of the general points, the sum of the tasks. */
export const yearMarks = (rules: ReviewRules, quarters: readonly Marks[]): Marks | null => {
	const [first] = quarters;
	if (!first) return null;
	const half = (value: number): number => Math.round(value * 2) / 2;
	const sum = (name: keyof TaskCounts): number =>
		quarters.reduce((total, { tasks }) => total + tasks[name], 0);
	return {
		general: Object.fromEntries(
			rules.general.map(({ key, max }) => [
				key,
				Math.min(
					max,
					half(quarters.reduce((total, { general }) => total + (general[key] ?? max), 0) / quarters.length),
				),
			]),
		),
		tasks: {
			planned: sum('planned'),
			done: sum('done'),
			faults: sum('faults'),
			late: sum('late'),
			beyond: sum('beyond'),
		},
		fixed: true,
	};
};

export type Difference = { key: string; self: number; rated: number };

/** Where self-rating and rating lie apart, part by part; worth a talk when the whole lies further apart than the rules say. */
export const differencesOf = (
	rules: ReviewRules,
	self: Marks,
	rated: Marks,
): { isWorthTalk: boolean; by: number; parts: Difference[] } => {
	const one = pointsOf(rules, self);
	const other = pointsOf(rules, rated);
	const parts = [
		...rules.general.map(({ key }) => ({
			key,
			self: self.general[key] ?? 0,
			rated: rated.general[key] ?? 0,
		})),
		...(['quantity', 'quality', 'progress'] as const).map((key) => ({
			key,
			self: one[key],
			rated: other[key],
		})),
	].filter((part) => part.self !== part.rated);
	const by = tenth(Math.abs(one.total - other.total));
	return { isWorthTalk: by >= rules.difference, by, parts };
};
