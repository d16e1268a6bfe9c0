import type { AdvancedRule } from './rules.ts';

/** What the records of a collective's members say of a period. */
export type CollectiveFigures = {
	people: number;
	/** Members who were an example or commended. */
	commended: number;
	tasks: number;
	tasksOnTime: number;
	/** Limits of members that are not put right yet. */
	openLimits: number;
};

export type Criterion = {
	key: 'commended' | 'on_time' | 'open_limits';
	have: number;
	of: number | null;
	/** In per cent; for open limits the number itself. */
	value: number;
	wanted: number;
	isMet: boolean;
};

const share = (have: number, of: number): number => (of === 0 ? 0 : (have * 100) / of);

/**
 * Whether a collective meets the criteria of an advanced one, criterion by criterion, from its members' records alone.
 * Without tasks the criterion of tasks is met: nothing was late.
 */
export const advancedCriteria = (
	figures: CollectiveFigures,
	rule: AdvancedRule,
): { criteria: Criterion[]; isMet: boolean } => {
	const commended = share(figures.commended, figures.people);
	const onTime = figures.tasks === 0 ? 100 : share(figures.tasksOnTime, figures.tasks);
	const criteria: Criterion[] = [
		{
			key: 'commended',
			have: figures.commended,
			of: figures.people,
			value: Math.floor(commended),
			wanted: rule.commendedShare,
			isMet: commended >= rule.commendedShare,
		},
		{
			key: 'on_time',
			have: figures.tasksOnTime,
			of: figures.tasks,
			value: Math.floor(onTime),
			wanted: rule.onTimeShare,
			isMet: onTime >= rule.onTimeShare,
		},
		{
			key: 'open_limits',
			have: figures.openLimits,
			of: null,
			value: figures.openLimits,
			wanted: rule.openLimits,
			isMet: figures.openLimits <= rule.openLimits,
		},
	];
	return { criteria, isMet: figures.people > 0 && criteria.every(({ isMet }) => isMet) };
};
