import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { ModelState } from '../domain/states.ts';

const states: Record<ModelState, () => string> = {
	draft: m.model_state_draft,
	proposed: m.model_state_proposed,
	returned: m.model_state_returned,
	approved: m.model_state_approved,
};
export const sayState = (state: ModelState): string => states[state]();
export const meaningOfState = (state: ModelState): Meaning =>
	({ draft: 'neutral', proposed: 'soon', returned: 'late', approved: 'honoured' })[state] as Meaning;
