import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { PointKind } from '../domain/kinds.ts';
import type { AssignmentState } from '../domain/states.ts';

const kinds: Record<PointKind, () => string> = {
	content: m.point_kind_content,
	novelty: m.point_kind_novelty,
	unit: m.point_kind_unit,
	action: m.point_kind_action,
};
const hints: Record<PointKind, () => string> = {
	content: m.point_hint_content,
	novelty: m.point_hint_novelty,
	unit: m.point_hint_unit,
	action: m.point_hint_action,
};

export const sayPointKind = (kind: PointKind): string => kinds[kind]();
export const hintOfKind = (kind: PointKind): string => hints[kind]();

const states: Record<AssignmentState, () => string> = {
	assigned: m.summary_state_assigned,
	accepted: m.summary_state_accepted,
	declined: m.summary_state_declined,
	presented: m.summary_state_presented,
	released: m.summary_state_released,
	replaced: m.summary_state_replaced,
};

export const sayAssignmentState = (state: AssignmentState): string => states[state]();

/** The meaning that a state is shown with; what is owed past its day is late. */
export const meaningOf = (state: AssignmentState, isLate: boolean): Meaning => {
	if (state === 'released') return 'done';
	if (state === 'declined') return 'soon';
	return isLate && (state === 'assigned' || state === 'accepted') ? 'late' : 'neutral';
};

/** A section as one names it. */
export const saySection = (section: { label: string; heading: string | null }): string =>
	[section.label, section.heading ?? ''].filter(Boolean).join(' ').trim();
