import { withoutMarks } from '#lib/text/fold.ts';
import rules from './rules/headings.json' with { type: 'json' };

/** What of a person a column can hold. Everything else in a list is not for the product. */
export const fields = [
	'fullName',
	'familyName',
	'givenName',
	'jobTitle',
	'unit',
	'standing',
	'from',
	'email',
] as const;
export type RosterField = (typeof fields)[number];
/** The number of the column of each field that has one. */
export type Mapping = Partial<Record<RosterField, number>>;

const key = (heading: string): string =>
	withoutMarks(heading)
		.replace(/\([^)]*\)/g, ' ')
		.replace(/[^a-z0-9,/-]+/g, ' ')
		.trim();

/** The field that a heading names, exactly first, then by what it begins with. */
const fieldOf = (heading: string): RosterField | null => {
	const wanted = key(heading);
	if (wanted === '') return null;
	const known = rules.fields as Record<RosterField, string[]>;
	return (
		fields.find((field) => known[field].includes(wanted)) ??
		fields.find((field) => field !== 'givenName' && known[field].some((words) => wanted.startsWith(words))) ??
		null
	);
};

/** Whether a column is about something that the product never keeps: it is not even stored while the list is looked at. */
export const isNeverKept = (heading: string): boolean => {
	const wanted = key(heading);
	return fieldOf(heading) === null && rules.neverKept.some((words) => wanted.includes(words));
};

/** Which column is which field, by the Vietnamese headings. The first that fits is taken. */
export const guessMapping = (headings: readonly string[]): Mapping => {
	const mapping: Mapping = {};
	for (const [at, heading] of headings.entries()) {
		const field = fieldOf(heading);
		if (field && mapping[field] === undefined) mapping[field] = at;
	}
	// "Tên" alone is the whole name where no column holds the others.
	if (mapping.fullName === undefined && mapping.familyName === undefined && mapping.givenName !== undefined) {
		mapping.fullName = mapping.givenName;
		delete mapping.givenName;
	}
	if (mapping.fullName !== undefined) {
		delete mapping.familyName;
		delete mapping.givenName;
	}
	return mapping;
};

const namesSomebody = (mapping: Mapping): boolean =>
	mapping.fullName !== undefined || (mapping.familyName !== undefined && mapping.givenName !== undefined);

/** The row of the headings: the one among the first in which most columns are known; null where no row names a column of names. */
export const headingRow = (rows: readonly (readonly string[])[]): number | null => {
	let best: { at: number; known: number } | null = null;
	for (const [at, row] of rows.slice(0, 20).entries()) {
		const mapping = guessMapping(row);
		const known = Object.keys(mapping).length;
		if (namesSomebody(mapping) && (!best || known > best.known)) best = { at, known };
	}
	return best?.at ?? null;
};

export const mapsNames = namesSomebody;
