import type { Step } from './chain.ts';

/**
 * How the red thread passes a step: through it, into it and no further, over it although it is missing (dashed), or
 * not at all, because the clause has not come so far.
 */
export type Stitch = 'whole' | 'half' | 'skipped' | 'none';

const entered = (step: Step): boolean =>
	step.state === 'done' ||
	(step.key === 'tasks' && step.state === 'answered') ||
	step.have > 0 ||
	(step.key === 'tasks' && step.of > 0);

/** What the clause does not ask for: the thread goes on through it, and does not end in it. */
const isPassed = (step: Step): boolean =>
	step.state === 'answered' && (step.key === 'registration' || step.key === 'check');

/**
 * The thread along a row: it runs as far as the clause has come into practice. A link that was left out on the way
 * shows as an open place in it.
 */
export const threadOf = (steps: readonly Step[]): Stitch[] => {
	const end = steps.findLastIndex(entered);
	return steps.map((step, at) => {
		if (at > end) return 'none';
		if (isPassed(step)) return 'whole';
		if (!entered(step)) return 'skipped';
		return step.state === 'done' || step.state === 'answered' || at < end ? 'whole' : 'half';
	});
};

/** How many steps the thread has come: the place of its end in the chain. */
export const reachOfThread = (stitches: readonly Stitch[]): number =>
	stitches.filter((stitch) => stitch !== 'none').length;
