import { m } from '#lib/paraglide/messages.js';
import type { Day } from '#lib/shared/calendar.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { EntryKind, LimitKind, LimitSource, LimitState } from '../domain/states.ts';

const kinds: Record<LimitKind, () => string> = {
	talk: m.limit_kind_talk,
	reminder: m.limit_kind_reminder,
	criticism: m.limit_kind_criticism,
	review: m.limit_kind_review,
};
export const sayKind = (kind: LimitKind): string => kinds[kind]();

const hints: Record<LimitKind, () => string> = {
	talk: m.limit_kind_talk_hint,
	reminder: m.limit_kind_reminder_hint,
	criticism: m.limit_kind_criticism_hint,
	review: m.limit_kind_review_hint,
};
export const sayKindHint = (kind: LimitKind): string => hints[kind]();

const sources: Record<LimitSource, () => string> = {
	task: m.limit_source_task,
	paper: m.limit_source_paper,
	reading: m.limit_source_reading,
	meeting: m.limit_source_meeting,
	described: m.limit_source_described,
};
export const saySource = (source: LimitSource): string => sources[source]();

type Standing = { state: LimitState; steps: number; stepsDone: number; closeBy: Day; nextStepOn: Day | null };

/** Where it stands, in a few words. */
export const sayState = ({ state, steps, stepsDone }: Omit<Standing, 'closeBy' | 'nextStepOn'>): string => {
	if (state === 'closed') return m.limit_state_closed();
	if (state === 'withdrawn') return m.limit_state_withdrawn();
	if (steps > 0 && steps === stepsDone) return m.limit_state_all_done();
	if (steps > 0) return m.limit_state_planned({ done: stepsDone, all: steps });
	return state === 'given' ? m.limit_state_given() : m.limit_state_answered();
};

/** The meaning that it is shown with: what is past its day is late, nothing else colours a person. */
export const meaningOf = ({ state, closeBy, nextStepOn }: Standing, today: Day): Meaning => {
	if (state === 'closed') return 'done';
	if (state === 'withdrawn') return 'neutral';
	return (nextStepOn ?? closeBy) < today ? 'late' : 'neutral';
};

const entries: Record<EntryKind, (by: { name: string }) => string> = {
	given: m.limit_entry_given,
	opened: m.limit_entry_opened,
	answered: m.limit_entry_answered,
	planned: m.limit_entry_planned,
	agreed: m.limit_entry_agreed,
	step_done: m.limit_entry_step_done,
	extended: m.limit_entry_extended,
	in_charge: m.limit_entry_in_charge,
	closed: m.limit_entry_closed,
	withdrawn: m.limit_entry_withdrawn,
};
export const sayEntry = (kind: EntryKind, name: string): string => entries[kind]({ name });
