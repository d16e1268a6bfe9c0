import type { Day } from '#lib/shared/calendar.ts';
import { type Timed, timingOf } from './timing.ts';

/** How a programme stands. Tasks that were called off are not counted. */
export type Figures = {
	tasks: number;
	done: number;
	onTime: number;
	doneLate: number;
	/** Handed in and waiting for the decision. */
	waiting: number;
	late: number;
	soon: number;
};

export const figuresOf = (tasks: readonly Timed[], today: Day): Figures => {
	const figures: Figures = { tasks: 0, done: 0, onTime: 0, doneLate: 0, waiting: 0, late: 0, soon: 0 };
	for (const task of tasks) {
		const { kind } = timingOf(task, today);
		if (kind === 'cancelled') continue;
		figures.tasks += 1;
		if (kind === 'on_time' || kind === 'done_late') figures.done += 1;
		if (kind === 'on_time') figures.onTime += 1;
		if (kind === 'done_late') figures.doneLate += 1;
		if (kind === 'handed_in') figures.waiting += 1;
		if (kind === 'late') figures.late += 1;
		if (kind === 'soon') figures.soon += 1;
	}
	return figures;
};
