import type { Day } from '#lib/shared/calendar.ts';
import shipped from './rules/residence.json' with { type: 'json' };

/** A kind of people of whom no remark is asked for each year; some of them are not even introduced. */
export type Exemption = { key: string; name: string; introduced: boolean; reasons: readonly string[] };

export type ResidenceRule = {
	exemptions: readonly Exemption[];
	/** The words by which the form sums a remark up. */
	levels: readonly string[];
	/** For how many days a one-time link opens. */
	linkDays: number;
	/** Within how many days a letter is made out, and a remark is read by the person. */
	letterDays: number;
	readDays: number;
};
export type DatedRule = ResidenceRule & { unitId: string; validFrom: Day };

/** The rule that comes with the product. */
export const shippedRule: ResidenceRule = {
	exemptions: shipped.exemptions,
	levels: shipped.levels,
	linkDays: shipped.linkDays,
	letterDays: shipped.letterDays,
	readDays: shipped.readDays,
};

/** On what letters and forms rest, and what a form asks about. */
export const formWords: { basis: string; asked: readonly string[] } = {
	basis: shipped.basis,
	asked: shipped.asked,
};

/** The rule of a unit on a day: the last one that has begun, else the shipped one. */
export const ruleOn = (rules: readonly DatedRule[], unitId: string, day: Day): ResidenceRule => {
	const [begun] = rules
		.filter((rule) => rule.unitId === unitId && rule.validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom));
	return begun ?? shippedRule;
};

export type ExemptionWords = { introduced: string; notIntroduced: string };

/** How a kind is written in one line: name | introduced or not | reason; reason. */
export const exemptionLine = (one: Exemption, words: ExemptionWords): string =>
	[one.name, one.introduced ? words.introduced : words.notIntroduced, one.reasons.join('; ')].join(' | ');

/**
 * Reads the kinds that somebody wrote, one a line. A kind that is there already keeps its key.
 * @returns the kinds, or the number of the first line that cannot be read
 */
export const readExemptions = (
	text: string,
	known: readonly Exemption[],
	words: ExemptionWords,
): { exemptions: Exemption[] } | { line: number } => {
	const exemptions: Exemption[] = [];
	const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
	for (const [at, line] of text.split('\n').entries()) {
		if (line.trim() === '') continue;
		const [name = '', introduced = '', reasons = ''] = line.split('|').map((part) => part.trim());
		const isIntroduced = same(introduced, words.introduced);
		if (!name || (!isIntroduced && !same(introduced, words.notIntroduced))) return { line: at + 1 };
		const key = known.find((one) => one.name === name)?.key ?? `own_${at + 1}`;
		if (exemptions.some((one) => one.key === key)) return { line: at + 1 };
		exemptions.push({
			key,
			name,
			introduced: isIntroduced,
			reasons: reasons
				.split(';')
				.map((reason) => reason.trim())
				.filter(Boolean),
		});
	}
	return { exemptions };
};
