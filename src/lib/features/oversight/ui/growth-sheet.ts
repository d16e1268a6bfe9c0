import { m } from '#lib/paraglide/messages.js';
import { longDate } from '#lib/shared/calendar.ts';
import { ageBands, flows } from '../domain/growth.ts';
import type { Growth } from '../growth.server.ts';
import { sayAgeBand, sayFlow } from './words.ts';

const cell = (count: number | null): string => (count === null ? m.oversight_not_told() : String(count));

/** The page as lines of text: years, ages, units; what the page leaves out is left out here. */
export const growthSheetOf = (growth: Growth): string[][] => [
	[m.oversight_growth_title({ unit: growth.unit.shortName })],
	...(growth.asOf ? [[m.oversight_as_of(), longDate(growth.asOf)]] : []),
	[m.oversight_year(), m.oversight_members(), m.oversight_probationary(), ...flows.map(sayFlow)],
	...growth.years.map((one) => [
		String(one.year),
		cell(one.members),
		cell(one.probationary),
		...flows.map((flow) => cell(one[flow])),
	]),
	[],
	[m.oversight_ages(), ...ageBands.map(sayAgeBand), m.oversight_aged_untold()],
	...growth.ages.map((one) => [
		String(one.year),
		...ageBands.map((band) => cell(one.bands[band])),
		cell(one.untold),
	]),
	[],
	[
		m.oversight_unit(),
		m.oversight_members(),
		m.oversight_members_change(),
		m.oversight_admitted_this_year(),
		m.oversight_young_share(),
	],
	...growth.rows.map((row) => [
		row.id === growth.unit.id ? m.oversight_own_people({ unit: growth.unit.shortName }) : row.name,
		cell(row.members),
		cell(row.change),
		cell(row.admitted),
		row.youngShare === null ? m.oversight_not_told() : `${Math.round(row.youngShare)}%`,
	]),
];
