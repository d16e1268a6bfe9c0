import { m } from '#lib/paraglide/messages.js';
import { type Day, dayOf, longDate, nearDate, timeOfDay } from '#lib/shared/calendar.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import { type Expectations, type Expected, expected } from '../domain/expectations.ts';
import { type ReceiptFacts, type Step, type StepState, stuckAt, takeUpBy } from '../domain/progress.ts';
import type { ReceiptProgress } from '../progress.server.ts';

export const sayStep = (step: Step): string =>
	({
		take_up: m.cascade_step_take_up,
		spread: m.cascade_step_spread,
		study: m.cascade_step_study,
		programme: m.cascade_step_programme,
		report: m.cascade_step_report,
	})[step]();

export const meaningOf: Readonly<Record<StepState, Meaning>> = {
	none: 'neutral',
	waiting: 'soon',
	late: 'late',
	done: 'done',
	done_late: 'done',
};

const doneOn = (facts: ReceiptFacts, step: Step): Day | null =>
	({
		take_up: facts.takenUpOn,
		spread: facts.spreadOn,
		study: null,
		programme: facts.programmeOn,
		report: facts.reportedOn,
	})[step];

/** "Trước thứ Sáu, 27/11", "Quá hạn 20/11", "Xong 12/11". */
export const sayState = (facts: ReceiptFacts, step: Step, state: StepState, today: Day): string => {
	const by = step === 'take_up' ? takeUpBy(facts) : facts.by[step];
	const done = doneOn(facts, step);
	if (state === 'none') return m.cascade_state_none();
	if (state === 'done')
		return done ? m.cascade_state_done_on({ day: nearDate(done, today) }) : m.cascade_state_done();
	if (state === 'done_late') return m.cascade_state_done_late({ day: nearDate(done ?? today, today) });
	const day = nearDate(by ?? today, today);
	return state === 'late' ? m.cascade_state_late({ day }) : m.cascade_state_waiting({ day });
};

/** Where a unit stands, in a word: for lists. */
export const sayWhole = (one: {
	isWithdrawn: boolean;
	facts: ReceiptFacts;
	states: Record<Step, StepState>;
}): { meaning: Meaning; word: string } => {
	if (one.isWithdrawn) return { meaning: 'neutral', word: m.cascade_withdrawn() };
	if (one.facts.isSetAside) return { meaning: 'neutral', word: m.cascade_set_aside() };
	const at = stuckAt(one.states);
	if (!at) return { meaning: 'done', word: m.cascade_all_done() };
	return one.states[at] === 'late'
		? { meaning: 'late', word: m.cascade_stuck_late({ step: sayStep(at) }) }
		: { meaning: 'soon', word: m.cascade_stuck_waiting({ step: sayStep(at) }) };
};

const labels: Readonly<Record<Expected, () => string>> = {
	spread: m.cascade_send_spread,
	study: m.cascade_send_study,
	programme: m.cascade_send_programme,
	report: m.cascade_send_report,
};
export const sayExpected = (one: Expected): string => labels[one]();

/** "Quán triệt trước 27/11; Báo cáo trước 31/12" */
export const sayExpectations = (wanted: Expectations, today: Day): string =>
	expected
		.flatMap((one) => {
			const day = wanted[one];
			if (!day) return [];
			const by = m.cascade_state_waiting({ day: nearDate(day, today) });
			return [`${sayStep(one)} ${by.charAt(0).toLowerCase()}${by.slice(1)}`];
		})
		.join('; ');

/** How the message to another organisation stands. @param say the words of a reason of refusal */
export const sayAcross = (
	{ deliveredAt, refused, isDead }: NonNullable<ReceiptProgress['across']>,
	say: (key: string) => string,
): string => {
	if (refused) return m.cascade_across_refused({ reason: say(refused) });
	if (deliveredAt)
		return m.cascade_across_delivered({
			moment: `${timeOfDay(deliveredAt)} ${longDate(dayOf(deliveredAt))}`,
		});
	return isDead ? m.cascade_across_dead() : m.cascade_across_waiting();
};
