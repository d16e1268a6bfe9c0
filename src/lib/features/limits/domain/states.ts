import type { Day } from '#lib/shared/calendar.ts';

/** The four kinds, from the lightest on; none of them is discipline (domain.md 5). */
export const limitKinds = ['talk', 'reminder', 'criticism', 'review'] as const;
export type LimitKind = (typeof limitKinds)[number];

export const limitStates = ['given', 'answered', 'closed', 'withdrawn'] as const;
export type LimitState = (typeof limitStates)[number];

/** Where the fact is to be seen: a thing of the system, or described with what shows it. */
export const limitSources = ['task', 'paper', 'reading', 'meeting', 'described'] as const;
export type LimitSource = (typeof limitSources)[number];

export type EntryKind =
	| 'given'
	| 'opened'
	| 'answered'
	| 'planned'
	| 'agreed'
	| 'step_done'
	| 'extended'
	| 'in_charge'
	| 'closed'
	| 'withdrawn';

export const isOpen = (state: LimitState): boolean => state === 'given' || state === 'answered';

/** What the person was told when: opened it, or had it for the days of the rule. */
export type Told = { openedAt: Date | null; shownFrom: Day };
export const wasTold = ({ openedAt, shownFrom }: Told, today: Day): boolean =>
	openedAt !== null || shownFrom <= today;

export type LimitMove = 'answer' | 'plan' | 'do' | 'agree' | 'extend' | 'charge' | 'close' | 'withdraw';

/** The state after a move, or null where it cannot be made any more. */
export const after = (state: LimitState, move: LimitMove): LimitState | null => {
	if (!isOpen(state)) return null;
	if (move === 'answer') return 'answered';
	if (move === 'close') return 'closed';
	return move === 'withdraw' ? 'withdrawn' : state;
};

/** By when it is to be concluded: some days after the last step of the plan, or after the answer that is awaited or came. */
export const closeBy = (
	facts: { today: Day; answerBy: Day; hasAnswer: boolean; steps: readonly { dueOn: Day; isDone: boolean }[] },
	closeDays: number,
	addDays: (day: Day, count: number) => Day,
): Day => {
	const waiting = facts.steps.filter(({ isDone }) => !isDone).map(({ dueOn }) => dueOn);
	const last = [...waiting, facts.hasAnswer ? facts.today : facts.answerBy, facts.today].sort().at(-1);
	return addDays(last ?? facts.today, closeDays);
};
