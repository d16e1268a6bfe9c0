import { m } from '#lib/paraglide/messages.js';
import { longDate } from '#lib/shared/calendar.ts';
import { sayNumber } from '#lib/ui/numbers.ts';
import type { DayChoice } from '../domain/days.ts';
import type { AgeBand, Flow } from '../domain/growth.ts';
import type { LateBand } from '../domain/late.ts';
import type { Stage, StageKey } from '../domain/stages.ts';
import type { RowOrder } from '../domain/table.ts';

const stages: Record<StageKey, { name: () => string; of: (given: { have: string; of: string }) => string }> =
	{
		spread: { name: m.oversight_stage_spread, of: m.oversight_of_spread },
		study: { name: m.oversight_stage_study, of: m.oversight_of_study },
		programme: { name: m.oversight_stage_programme, of: m.oversight_of_programme },
		tasks: { name: m.oversight_stage_tasks, of: m.oversight_of_tasks },
		registration: { name: m.oversight_stage_registration, of: m.oversight_of_registration },
		checks: { name: m.oversight_stage_checks, of: m.oversight_of_checks },
		results: { name: m.oversight_stage_results, of: m.oversight_of_results },
	};
export const sayStage = (key: StageKey): string => stages[key].name();
/** "18/27 lượt người đã nghiên cứu" */
export const sayStageOf = ({ key, have, of }: Stage): string =>
	stages[key].of({ have: sayNumber(have), of: sayNumber(of) });

export const sayOrder = (order: RowOrder): string => {
	if (order === 'stuck') return m.oversight_order_stuck();
	if (order === 'name') return m.oversight_order_name();
	return m.oversight_order_stage({ stage: sayStage(order) });
};

const kinds: Record<string, () => string> = {
	central: m.kind_central,
	provincial_committee: m.kind_provincial_committee,
	superior_committee: m.kind_superior_committee,
	grassroots_committee: m.kind_grassroots_committee,
	branch_committee: m.kind_branch_committee,
	cell: m.kind_cell,
	party_group: m.kind_party_group,
	mass_organisation: m.kind_mass_organisation,
};
export const sayUnitKind = (kind: string): string => kinds[kind]?.() ?? kind;

/** A share in whole per cent. */
export const sayPercent = (share: number): string => `${sayNumber(Math.round(share))}%`;

const days: Record<DayChoice['key'], (given: { day: string }) => string> = {
	quarter_end: m.oversight_day_quarter_end,
	year_end: m.oversight_day_year_end,
	before_reorganisation: m.oversight_day_before_reorganisation,
};
export const sayDayChoice = ({ key, day }: DayChoice): string => days[key]({ day: longDate(day) });

const lateBands: Record<LateBand, () => string> = {
	week: m.oversight_late_week,
	month: m.oversight_late_month,
	quarter: m.oversight_late_quarter,
	longer: m.oversight_late_longer,
};
export const sayLateBand = (key: LateBand): string => lateBands[key]();

const bands: Record<AgeBand, () => string> = {
	aged_30: m.oversight_aged_30,
	aged_40: m.oversight_aged_40,
	aged_50: m.oversight_aged_50,
	aged_60: m.oversight_aged_60,
	aged_more: m.oversight_aged_more,
};
export const sayAgeBand = (band: AgeBand): string => bands[band]();

const flowWords: Record<Flow, () => string> = {
	admitted: m.oversight_flow_admitted,
	made_official: m.oversight_flow_made_official,
	came: m.oversight_flow_came,
	went: m.oversight_flow_went,
	ended: m.oversight_flow_ended,
};
export const sayFlow = (flow: Flow): string => flowWords[flow]();

/** How a share stands against that of the year before, in whole points; null where it is the same or there was none. */
export const pointsAgainst = (share: number | null, before: number | null): number | null => {
	if (share === null || before === null) return null;
	const points = Math.round(share) - Math.round(before);
	return points === 0 ? null : points;
};
/** A figure, or that it is not told. */
export const sayTold = (count: number | null): string =>
	count === null ? m.oversight_not_told() : sayNumber(count);
/** A difference with its sign. */
export const saySigned = (count: number | null): string =>
	count === null
		? m.oversight_not_told()
		: count > 0
			? `+${sayNumber(count)}`
			: sayNumber(count).replace('-', '−');
