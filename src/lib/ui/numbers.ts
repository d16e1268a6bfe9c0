import { getLocale } from '#lib/paraglide/runtime.js';

const formats = new Map<string, Intl.NumberFormat>();

/** Made once for each: making one takes as long as writing hundreds of numbers, and a table has thousands. */
const formatOf = (language: string, digits: number): Intl.NumberFormat => {
	const name = `${language} ${digits}`;
	const known = formats.get(name) ?? new Intl.NumberFormat(language, { maximumFractionDigits: digits });
	formats.set(name, known);
	return known;
};

/** A number as the reader's language writes it: 1.234 or 1,234. */
export const sayNumber = (value: number, digits = 0): string =>
	formatOf(getLocale() === 'en' ? 'en' : 'vi-VN', digits).format(value);

/** A share as a percentage without decimals; nothing of nothing is nothing. */
export const sayShare = (value: number, total: number): string =>
	`${total > 0 ? Math.round((value / total) * 100) : 0}%`;
