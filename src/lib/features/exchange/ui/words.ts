import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { BusinessKind } from '../domain/states.ts';

const states: Record<string, { say: () => string; meaning: Meaning }> = {
	'01': { say: m.exchange_state_01, meaning: 'neutral' },
	'02': { say: m.exchange_state_02, meaning: 'late' },
	'03': { say: m.exchange_state_03, meaning: 'neutral' },
	'04': { say: m.exchange_state_04, meaning: 'neutral' },
	'05': { say: m.exchange_state_05, meaning: 'soon' },
	'06': { say: m.exchange_state_06, meaning: 'done' },
	'13': { say: m.exchange_state_13, meaning: 'late' },
	'15': { say: m.exchange_state_15, meaning: 'done' },
	'16': { say: m.exchange_state_16, meaning: 'late' },
};

/** A state in words; codes that nobody has defined are shown as they came. */
export const sayState = (code: string, direction: 'in' | 'out'): { word: string; meaning: Meaning } => {
	if (code === '')
		return {
			word: direction === 'in' ? m.exchange_state_in_none() : m.exchange_state_out_none(),
			meaning: 'soon',
		};
	const known = states[code];
	return known
		? { word: known.say(), meaning: known.meaning }
		: { word: m.exchange_state_other({ code }), meaning: 'neutral' };
};

export const sayBusiness = (business: BusinessKind): string =>
	({
		new: m.exchange_business_new,
		revocation: m.exchange_business_revocation,
		update: m.exchange_business_update,
		replacement: m.exchange_business_replacement,
	})[business]();

const urgencies = [
	m.exchange_urgency_0,
	m.exchange_urgency_1,
	m.exchange_urgency_2,
	m.exchange_urgency_3,
	m.exchange_urgency_4,
];
export const sayUrgency = (urgency: number): string => (urgencies[urgency] ?? m.exchange_urgency_0)();

/** What a message is called in a list. */
export const sayMessage = (message: { kind: string; number: string; subject: string }): string =>
	message.kind === 'status'
		? m.exchange_status_of({ number: message.number || '–' })
		: message.subject || m.exchange_no_subject();
