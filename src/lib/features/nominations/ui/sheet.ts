import { m } from '#lib/paraglide/messages.js';
import type { ComparedUnit } from '../domain/comparison.ts';
import type { Criterion } from '../domain/criteria.ts';
import { sayCell, sayFrom, sayVerified } from './words.ts';

/** The comparison as lines of text: a unit a line, for each criterion the figure, its source and what was inspected. */
export const sheetOf = (criteria: readonly Criterion[], units: readonly ComparedUnit[]): string[][] => [
	[
		m.award_unit(),
		...criteria.flatMap(({ name }) => [
			name,
			`${name}: ${m.nomination_source()}`,
			`${name}: ${m.nomination_verified()}`,
		]),
		m.award_total(),
		m.award_unmet(),
	],
	...units.map((unit) => [
		unit.name,
		...criteria.flatMap((criterion) => {
			const cell = unit.cells[criterion.key];
			return [sayCell(criterion, cell), cell ? sayFrom(cell) : '', cell ? sayVerified(cell) : ''];
		}),
		unit.total ? `${unit.total.points}/${unit.total.of}` : '',
		criteria
			.filter(({ key }) => unit.unmet.includes(key))
			.map(({ name }) => name)
			.join('; '),
	]),
];
