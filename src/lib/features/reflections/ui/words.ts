import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { Outcome, ReflectionState } from '../domain/states.ts';

const states: Record<ReflectionState | 'none', { say: () => string; meaning: Meaning }> = {
	none: { say: m.reflection_state_none, meaning: 'neutral' },
	draft: { say: m.reflection_state_draft, meaning: 'neutral' },
	handed_in: { say: m.reflection_state_handed_in, meaning: 'soon' },
	returned: { say: m.reflection_state_returned, meaning: 'late' },
	accepted: { say: m.reflection_state_accepted, meaning: 'done' },
};
export const sayReflectionState = (state: ReflectionState | 'none'): { word: string; meaning: Meaning } => ({
	word: states[state].say(),
	meaning: states[state].meaning,
});

export const sayReview = (outcome: Outcome, level: string | null): string =>
	outcome === 'accepted'
		? m.reflection_review_accepted({ level: level ?? '' })
		: m.reflection_review_returned();
