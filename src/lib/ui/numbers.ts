import { getLocale } from '#lib/paraglide/runtime.js';

/** A number as the reader's language writes it: 1.234 or 1,234. */
export const sayNumber = (value: number, digits = 0): string =>
	value.toLocaleString(getLocale() === 'en' ? 'en' : 'vi-VN', { maximumFractionDigits: digits });

/** A share as a percentage without decimals; nothing of nothing is nothing. */
export const sayShare = (value: number, total: number): string =>
	`${total > 0 ? Math.round((value / total) * 100) : 0}%`;
