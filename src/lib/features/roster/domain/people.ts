import type { Standing } from '#lib/shared/actor.ts';
import { addDays, type Day, isDay } from '#lib/shared/calendar.ts';
import { comparable, withoutMarks } from '#lib/text/fold.ts';
import type { Mapping, RosterField } from './columns.ts';

export type RowProblem =
	| 'name'
	| 'unit_unknown'
	| 'unit_several'
	| 'day'
	| 'day_before_unit'
	| 'email'
	| 'standing'
	| 'twice'
	| 'people_several';

/** A row of a list as it was understood. */
export type RosterRow = {
	/** As in the sheet, from 1. */
	line: number;
	fullName: string;
	jobTitle: string;
	email: string | null;
	unitId: string | null;
	unitName: string;
	/** Null: the list says nothing of it. */
	standing: Standing | null;
	from: Day | null;
	problem: RowProblem | null;
};

export type KnownUnit = { id: string; name: string; shortName: string; foundedOn: Day };
export type KnownPerson = {
	personId: string;
	unitId: string;
	fullName: string;
	jobTitle: string;
	email: string | null;
	standing: Standing;
};
export type Otherwise = { unitId: string; standing: Standing; from: Day };

/** Names that were typed in capitals, as names are written. */
const asName = (text: string): string =>
	text === text.toLocaleUpperCase('vi')
		? text
				.toLocaleLowerCase('vi')
				.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toLocaleUpperCase('vi'))
		: text;

/** A day as lists have it: 05/9/2019, 5-9-2019, 2019-09-05, or the number of days by which a spreadsheet counts. */
export const readDay = (text: string): Day | null => {
	const [, d, m, y] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
	const day = y ? `${y}-${m?.padStart(2, '0')}-${d?.padStart(2, '0')}` : text.slice(0, 10);
	if (isDay(day)) return day;
	const count = Number(text);
	return /^\d{5}(\.\d+)?$/.test(text) && count > 15_000 && count < 80_000
		? addDays('1899-12-30', Math.floor(count))
		: null;
};

/** Official, probationary or not of the Party, in the words of lists; a day in the column of "chính thức" says official. */
export const readStanding = (text: string): Standing | null => {
	const words = withoutMarks(text).trim();
	if (/\bdu bi\b|^db$/.test(words)) return 'probationary';
	if (/quan chung|khong (phai )?dang vien|ngoai dang/.test(words)) return 'non_party';
	if (/chinh thuc|^ct$|^x$/.test(words) || readDay(text.trim())) return 'official';
	return null;
};

/** The rows of a list by the mapping; each says what is wrong with it. Empty rows and repeated headings are left out. */
export const readRows = (
	lines: readonly { line: number; cells: readonly string[] }[],
	mapping: Mapping,
	units: readonly KnownUnit[],
	otherwise: Otherwise,
): RosterRow[] => {
	const byName = new Map<string, KnownUnit[]>();
	for (const unit of units)
		for (const name of new Set([comparable(unit.name), comparable(unit.shortName)]))
			byName.set(name, [...(byName.get(name) ?? []), unit]);
	const home = units.find(({ id }) => id === otherwise.unitId);
	const seen = new Set<string>();
	return lines.flatMap(({ line, cells }) => {
		const cell = (field: RosterField): string => {
			const at = mapping[field];
			return at === undefined ? '' : (cells[at] ?? '').trim();
		};
		const fullName = asName(cell('fullName') || `${cell('familyName')} ${cell('givenName')}`.trim());
		if (
			fullName === '' &&
			cells.every((text, at) => text.trim() === '' || Object.values(mapping).indexOf(at) < 0)
		)
			return [];
		const named = cell('unit') === '' ? (home ? [home] : []) : (byName.get(comparable(cell('unit'))) ?? []);
		const unit = named.length === 1 ? named[0] : undefined;
		const from = cell('from') === '' ? null : readDay(cell('from'));
		const email = cell('email').toLowerCase();
		const standing = cell('standing') === '' ? null : readStanding(cell('standing'));
		const key = `${comparable(fullName)} ${unit?.id} ${email}`;
		const problem = ((): RowProblem | null => {
			if (fullName.length < 2 || fullName.length > 100 || !/\s/.test(fullName) || /\d/.test(fullName))
				return 'name';
			if (!unit) return named.length > 1 ? 'unit_several' : 'unit_unknown';
			if (cell('from') !== '' && !from) return 'day';
			if ((from ?? otherwise.from) < unit.foundedOn) return 'day_before_unit';
			if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return 'email';
			if (cell('standing') !== '' && !standing) return 'standing';
			return seen.has(key) ? 'twice' : null;
		})();
		seen.add(key);
		return [
			{
				line,
				fullName,
				jobTitle: cell('jobTitle').slice(0, 200),
				email: email === '' ? null : email,
				unitId: unit?.id ?? null,
				unitName: unit?.name ?? cell('unit'),
				standing,
				from,
				problem,
			},
		];
	});
};

export type Compared = RosterRow & {
	outcome: 'new' | 'changed' | 'same' | 'problem';
	personId: string | null;
	/** What would be changed: the field, as it is, as the list has it. */
	changes: { field: 'jobTitle' | 'email' | 'standing'; before: string; after: string }[];
};

/** Each row against the people of the units: by name within the unit, and by address where names are alike. */
export const comparePeople = (rows: readonly RosterRow[], known: readonly KnownPerson[]): Compared[] => {
	const byName = new Map<string, KnownPerson[]>();
	for (const person of known) {
		const key = `${person.unitId} ${comparable(person.fullName)}`;
		const alike = byName.get(key);
		if (alike) alike.push(person);
		else byName.set(key, [person]);
	}
	return rows.map((row): Compared => {
		const nothing = { personId: null, changes: [] };
		if (row.problem) return { ...row, ...nothing, outcome: 'problem' };
		const alike = byName.get(`${row.unitId} ${comparable(row.fullName)}`) ?? [];
		const byEmail = row.email ? alike.filter(({ email }) => email?.toLowerCase() === row.email) : [];
		const one = byEmail.length === 1 ? byEmail[0] : alike.length === 1 ? alike[0] : undefined;
		if (!one && alike.length > 1)
			return { ...row, ...nothing, outcome: 'problem', problem: 'people_several' };
		if (!one) return { ...row, ...nothing, outcome: 'new' };
		const changes: Compared['changes'] = [];
		if (row.jobTitle !== '' && row.jobTitle !== one.jobTitle)
			changes.push({ field: 'jobTitle', before: one.jobTitle, after: row.jobTitle });
		if (row.email && row.email !== (one.email ?? '').toLowerCase())
			changes.push({ field: 'email', before: one.email ?? '', after: row.email });
		if (row.standing && row.standing !== one.standing)
			changes.push({ field: 'standing', before: one.standing, after: row.standing });
		return { ...row, personId: one.personId, changes, outcome: changes.length > 0 ? 'changed' : 'same' };
	});
};
