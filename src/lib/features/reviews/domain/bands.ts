import type { Marks } from './points.ts';
import type { Band, ReviewRules } from './rules.ts';

/** A condition of a level that was not met, with the figure that there is and the one that is wanted. */
export type Missed = {
	band: string;
	condition: 'points' | 'done' | 'onTime' | 'beyond' | 'flawless' | 'fixed';
	is: number;
	wanted: number;
};

const percent = (count: number, of: number): number => (of > 0 ? Math.round((count / of) * 1000) / 10 : 0);

const missedOf = (band: Band, points: number, { tasks, fixed }: Marks): Missed[] => {
	const missed: Missed[] = [];
	const ask = (condition: Missed['condition'], is: number, wanted: number | null): void => {
		if (wanted !== null && is < wanted) missed.push({ band: band.key, condition, is, wanted });
	};
	ask('points', points, band.from);
	ask('done', percent(Math.min(tasks.done, tasks.planned), tasks.planned), band.done);
	ask('onTime', percent(Math.min(tasks.done, tasks.planned) - tasks.late, tasks.planned), band.onTime);
	ask('beyond', percent(tasks.beyond, tasks.planned), band.beyond);
	if (band.flawless && tasks.faults > 0)
		missed.push({ band: band.key, condition: 'flawless', is: tasks.faults, wanted: 0 });
	if (band.fixed && !fixed) missed.push({ band: band.key, condition: 'fixed', is: 0, wanted: 1 });
	return missed;
};

/**
 * The level that points and conditions give (366-QĐ/TW): the best whose conditions are all met; and for each better one for
 * which the points would do, what was not met.
 */
export const classify = (
	rules: ReviewRules,
	points: number,
	marks: Marks,
): { level: string; missed: Missed[] } => {
	const missed: Missed[] = [];
	for (const band of rules.bands) {
		const lacks = missedOf(band, points, marks);
		if (lacks.length === 0) return { level: band.key, missed };
		if (points >= band.from) missed.push(...lacks);
	}
	return { level: rules.bands.at(-1)?.key ?? '', missed };
};

export const bandName = (rules: ReviewRules, key: string): string =>
	rules.bands.find((band) => band.key === key)?.name ?? key;

/** What a level that is given misses, whatever was proposed: for a warning beside it. */
export const lacksFor = (rules: ReviewRules, level: string, points: number, marks: Marks): Missed[] => {
	const band = rules.bands.find(({ key }) => key === level);
	return band ? missedOf(band, points, marks) : [];
};

export type GroupQuota = { group: string; best: number; next: number; allowed: number; isOver: boolean };

/**
 * How many may have the best level among those of like work: a share of those who have the next one, rounded down (HD
 * 21-HD/BTCTW). It warns; who decides may go over it with the reason.
 */
export const quotasOf = (
	rules: ReviewRules,
	given: readonly { group: string; level: string }[],
	isOutstanding: boolean,
): GroupQuota[] => {
	const [best, next] = rules.bands;
	const share = isOutstanding ? rules.quota.outstanding : rules.quota.share;
	return [...new Set(given.map(({ group }) => group))].sort().map((group) => {
		const of = (key: string | undefined): number =>
			given.filter((one) => one.group === group && one.level === key).length;
		const allowed = Math.floor((of(next?.key) * share) / 100 + 1e-9);
		return {
			group,
			best: of(best?.key),
			next: of(next?.key),
			allowed,
			isOver: of(best?.key) > allowed,
		};
	});
};

/** The fewest people of whom a figure may be told above their unit. */
export const FEWEST_TOLD = 5;

/** A figure as it goes above the unit: nothing where it is about so few that it tells of one (domain.md part 11). */
export const suppressed = (count: number, people: number = count): number | null =>
	people < FEWEST_TOLD ? null : count;
