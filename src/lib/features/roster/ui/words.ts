import { m } from '#lib/paraglide/messages.js';
import type { RosterField } from '../domain/columns.ts';
import type { Compared, RowProblem } from '../domain/people.ts';

const fields: Record<RosterField, () => string> = {
	fullName: m.roster_field_full_name,
	familyName: m.roster_field_family_name,
	givenName: m.roster_field_given_name,
	jobTitle: m.roster_field_job,
	unit: m.roster_field_unit,
	standing: m.roster_field_standing,
	from: m.roster_field_from,
	email: m.roster_field_email,
};
export const sayField = (field: RosterField): string => fields[field]();

const problems: Record<RowProblem, (facts: { unit: string }) => string> = {
	name: m.roster_problem_name,
	unit_unknown: m.roster_problem_unit_unknown,
	unit_several: m.roster_problem_unit_several,
	day: m.roster_problem_day,
	day_before_unit: m.roster_problem_day_before_unit,
	email: m.roster_problem_email,
	standing: m.roster_problem_standing,
	twice: m.roster_problem_twice,
	people_several: m.roster_problem_people_several,
};
export const sayRowProblem = (problem: RowProblem, unit: string): string => problems[problem]({ unit });

const outcomes: Record<Compared['outcome'], () => string> = {
	new: m.roster_outcome_new,
	changed: m.roster_outcome_changed,
	same: m.roster_outcome_same,
	problem: m.roster_outcome_problem,
};
export const sayOutcome = (outcome: Compared['outcome']): string => outcomes[outcome]();
