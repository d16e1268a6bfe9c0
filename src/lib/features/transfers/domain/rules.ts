import type { Day } from '#lib/shared/calendar.ts';
import shipped from './rules/transfer.json' with { type: 'json' };

/** A kind of transfer. One that keeps the membership leaves the person a member here, too, until they come back. */
export type TransferKind = {
	key: string;
	name: string;
	keepsMembership: boolean;
	needsReturn: boolean;
	mostMonths: number | null;
};

/** What a letter may say of the person besides the name; nothing else goes along. */
export const factKeys = ['birthOn', 'admittedOn', 'officialOn', 'cardNumber', 'position', 'rating'] as const;
export type FactKey = (typeof factKeys)[number];
export type Facts = Partial<Record<FactKey, string>>;

export type TransferRule = {
	kinds: readonly TransferKind[];
	says: readonly FactKey[];
	/** Within how many days the other side confirms. */
	confirmDays: number;
	/** Within how many days what has come in is dealt with. */
	takeInDays: number;
	/** How long a one-time code opens. */
	codeDays: number;
};
export type DatedRule = TransferRule & { validFrom: Day };

const isFactKey = (key: string): key is FactKey => (factKeys as readonly string[]).includes(key);

/** The rule that comes with the product, and on what a letter rests. */
export const shippedRule: TransferRule = {
	kinds: shipped.kinds,
	says: shipped.says.filter(isFactKey),
	confirmDays: shipped.confirmDays,
	takeInDays: shipped.takeInDays,
	codeDays: shipped.codeDays,
};
export const letterBasis: string = shipped.basis;

/** The rule on a day: the last one that has begun, else the shipped one. */
export const ruleOn = (rules: readonly DatedRule[], day: Day): TransferRule =>
	[...rules]
		.filter(({ validFrom }) => validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom))[0] ?? shippedRule;

/** What the letter says, of what was typed: what the rule does not name is left out. */
export const saidFacts = (rule: TransferRule, typed: Facts): Facts =>
	Object.fromEntries(rule.says.flatMap((key) => (typed[key] ? [[key, typed[key]]] : [])));

export type KindWords = { keeps: string; ends: string };

/** How a kind is written in one line: name | stays a member or not | months at most, where the person comes back. */
export const kindLine = (kind: TransferKind, words: KindWords): string =>
	[
		kind.name,
		kind.keepsMembership ? words.keeps : words.ends,
		...(kind.needsReturn ? [String(kind.mostMonths ?? '')] : []),
	].join(' | ');

/**
 * Reads the kinds that somebody wrote, one a line. A kind that is there already keeps its key.
 * @returns the kinds, or the number of the first line that cannot be read
 */
export const readKinds = (
	text: string,
	known: readonly TransferKind[],
	words: KindWords,
): { kinds: TransferKind[] } | { line: number } => {
	const kinds: TransferKind[] = [];
	for (const [at, line] of text.split('\n').entries()) {
		if (line.trim() === '') continue;
		const [name = '', membership = '', months] = line.split('|').map((part) => part.trim());
		const keeps = membership.toLowerCase() === words.keeps.toLowerCase();
		const isKnown = keeps || membership.toLowerCase() === words.ends.toLowerCase();
		const most = months === undefined || months === '' ? null : Number(months);
		if (!name || !isKnown || (most !== null && !(Number.isInteger(most) && most >= 1 && most <= 120)))
			return { line: at + 1 };
		const key = known.find((one) => one.name === name)?.key ?? `own_${at + 1}`;
		if (kinds.some((one) => one.key === key)) return { line: at + 1 };
		kinds.push({
			key,
			name,
			keepsMembership: keeps,
			needsReturn: months !== undefined,
			mostMonths: most,
		});
	}
	return kinds.length > 0 ? { kinds } : { line: 1 };
};
