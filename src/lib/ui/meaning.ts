import { m } from '#lib/paraglide/messages.js';
import type { IconName } from './icons.ts';

/** The four things that colour says; `neutral` says nothing. */
export type Meaning = 'done' | 'soon' | 'late' | 'honoured' | 'neutral';

/** Colour never stands alone: each meaning has its icon … */
export const meaningIcon: Record<Meaning, IconName> = {
	done: 'check-circle',
	soon: 'clock',
	late: 'late',
	honoured: 'star',
	neutral: 'circle',
};

/** … and its word. */
export const sayMeaning = (meaning: Meaning): string =>
	meaning === 'neutral'
		? ''
		: {
				done: m.meaning_done,
				soon: m.meaning_soon,
				late: m.meaning_late,
				honoured: m.meaning_honoured,
			}[meaning]();
