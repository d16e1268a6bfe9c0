import { m } from '#lib/paraglide/messages.js';
import { type Day, longDate } from '#lib/shared/calendar.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import { type ProposalState, type Source, type StepKind, waitsForAnswer } from '../domain/states.ts';

const states: Record<ProposalState, () => string> = {
	received: m.proposal_state_received,
	assigned: m.proposal_state_assigned,
	answered: m.proposal_state_answered,
	disputed: m.proposal_state_disputed,
	settled: m.proposal_state_settled,
	closed: m.proposal_state_closed,
	withdrawn: m.proposal_state_withdrawn,
};

/** @param isAbove it waits at a unit above the proposer's own */
export const sayProposalState = (state: ProposalState, isAbove: boolean): string =>
	state === 'received' && isAbove ? m.proposal_state_received_above() : states[state]();

/** The meaning that a state is shown with; what is owed past its day is late. */
export const meaningOf = ({ state, dueOn }: { state: ProposalState; dueOn: Day }, today: Day): Meaning => {
	if (state === 'settled') return 'done';
	if (state === 'disputed') return 'soon';
	return waitsForAnswer(state) && dueOn < today ? 'late' : 'neutral';
};

const sources: Record<Source, () => string> = {
	direct: m.proposal_source_direct,
	meeting: m.proposal_source_meeting,
	paper: m.proposal_source_paper,
};
export const saySource = (source: Source): string => sources[source]();

type Step = {
	kind: StepKind;
	byName: string | null;
	unitName: string;
	toName: string | null;
	toUnitName: string | null;
};

/** A step of the chain as one line. */
export const sayStep = ({ kind, byName, unitName, toName, toUnitName }: Step): string => {
	const by = byName ?? '';
	const says: Record<StepKind, () => string> = {
		received: () =>
			byName
				? m.proposal_step_received_by({ name: byName, unit: unitName })
				: m.proposal_step_received({ unit: unitName }),
		assigned: () =>
			toName
				? m.proposal_step_assigned({ by, to: toName })
				: m.proposal_step_assigned_committee({ by, unit: toUnitName ?? unitName }),
		sent_up: () => m.proposal_step_sent_up({ by, unit: toUnitName ?? '' }),
		answered: () => m.proposal_step_answered({ by, unit: unitName }),
		settled: m.proposal_step_settled,
		reopened: m.proposal_step_reopened,
		disputed: m.proposal_step_disputed,
		closed: () => m.proposal_step_closed({ by }),
		withdrawn: m.proposal_step_withdrawn,
		grouped: () => m.proposal_step_grouped({ by }),
		ungrouped: () => m.proposal_step_ungrouped({ by }),
		task: () => m.proposal_step_task({ by }),
	};
	return says[kind]();
};

export const sayDue = (dueOn: Day): string => m.proposal_step_due({ day: longDate(dueOn) });

/** How the proposer is named, as a choice of a form. @param toAnswerer whoever answers is told a name that is not to be told to others */
export const namingOptions = (toAnswerer: boolean) => [
	{ value: 'usual', label: m.proposal_naming_usual(), hint: m.proposal_naming_usual_hint() },
	{
		value: 'hidden',
		label: m.proposal_naming_hidden(),
		hint: toAnswerer ? m.proposal_naming_hidden_hint() : m.proposal_naming_hidden_strict(),
	},
	{ value: 'open', label: m.proposal_naming_open() },
];
