/** How the numbers of a level of a list are written. */
export type NumberForm =
	| 'decimal'
	| 'padded'
	| 'upper-roman'
	| 'lower-roman'
	| 'upper-letter'
	| 'lower-letter'
	| 'bullet'
	| 'none';

const romans: readonly [number, string][] = [
	[1000, 'M'],
	[900, 'CM'],
	[500, 'D'],
	[400, 'CD'],
	[100, 'C'],
	[90, 'XC'],
	[50, 'L'],
	[40, 'XL'],
	[10, 'X'],
	[9, 'IX'],
	[5, 'V'],
	[4, 'IV'],
	[1, 'I'],
];

const roman = (value: number): string => {
	let rest = value;
	let text = '';
	for (const [worth, letters] of romans) {
		while (rest >= worth) {
			text += letters;
			rest -= worth;
		}
	}
	return text;
};

/** After z come aa, bb, … as word processors count. */
const letter = (value: number): string =>
	String.fromCharCode(96 + ((value - 1) % 26) + 1).repeat(Math.min(9, Math.floor((value - 1) / 26) + 1));

/** A number of a list as it is shown; nothing for a bullet and for what shows none. */
export const shownNumber = (value: number, form: NumberForm): string => {
	if (form === 'bullet' || form === 'none') return '';
	const bounded = Math.min(Math.max(value, 0), 9_999);
	if (form === 'upper-roman') return roman(bounded);
	if (form === 'lower-roman') return roman(bounded).toLowerCase();
	if (form === 'lower-letter') return bounded > 0 ? letter(bounded) : '';
	if (form === 'upper-letter') return bounded > 0 ? letter(bounded).toUpperCase() : '';
	return form === 'padded' ? String(bounded).padStart(2, '0') : String(bounded);
};

/** A level of a list: its form, where it begins, and its label with `{0}` … `{8}` for the numbers of the levels. */
export type ListLevel = {
	form: NumberForm;
	start: number;
	label: string;
	/** Goes on counting below a new item of an outer level: articles through all chapters. */
	goesOn?: boolean;
};

/** How far a list has counted, level by level. */
export type Counts = (number | undefined)[];

/**
 * The label of the next item of a list, counted on.
 * @param levels the levels of the list; one that is missing counts in figures from 1
 */
export const nextLabel = (levels: ReadonlyMap<number, ListLevel>, counts: Counts, level: number): string => {
	const own = levels.get(level);
	if (!own || own.form === 'none') {
		if (own) count(levels, counts, level);
		return '';
	}
	if (own.form === 'bullet') return '-';
	count(levels, counts, level);
	return own.label.replace(/\{(\d)\}/g, (_, at: string) => {
		const other = levels.get(Number(at));
		return shownNumber(counts[Number(at)] ?? other?.start ?? 1, other?.form ?? 'decimal');
	});
};

const count = (levels: ReadonlyMap<number, ListLevel>, counts: Counts, level: number): void => {
	counts[level] = (counts[level] ?? (levels.get(level)?.start ?? 1) - 1) + 1;
	for (let inner = level + 1; inner < counts.length; inner++)
		if (!levels.get(inner)?.goesOn) counts[inner] = undefined;
};
