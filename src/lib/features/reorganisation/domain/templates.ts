import type { Day } from '#lib/shared/calendar.ts';
import templates from './rules/templates.json' with { type: 'json' };

/** A reorganisation that many carry out alike: what ends, what is founded, what moves, and how decisions are named. */
export type Template = {
	code: string;
	/** The day from which it holds: offered as the effective day. */
	validFrom: Day;
	source: string;
	title: string;
	/** How the number of the decision looks; whoever decides writes the real one. */
	decisionNumber: string;
	ends: string;
	founds: string;
	moves: readonly string[];
	/** Bodies that are founded in any case. */
	bodies: readonly { name: string; shortName: string; sign: string }[];
};

export const templateOf = (code: string): Template | null =>
	(templates as Template[]).find((one) => one.code === code) ?? null;

/** New units as they were typed, one a line: name, and after | the sign. Empty lines and doubles are left out. */
export const typedUnits = (text: string): { name: string; sign: string }[] => {
	const seen = new Map<string, { name: string; sign: string }>();
	for (const line of text.split(/\r?\n/)) {
		const [name = '', sign = ''] = line.split('|').map((part) => part.trim().replace(/\s+/g, ' '));
		if (name && !seen.has(name.toLocaleLowerCase('vi')))
			seen.set(name.toLocaleLowerCase('vi'), { name, sign });
	}
	return [...seen.values()];
};
