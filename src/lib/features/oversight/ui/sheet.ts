import { m } from '#lib/paraglide/messages.js';
import { type Day, longDate } from '#lib/shared/calendar.ts';
import { type StageKey, stageKeys } from '../domain/stages.ts';
import type { OversightTable, UnitRow } from '../domain/table.ts';
import { sayStage, sayUnitKind } from './words.ts';

const headOf = (): string[] => [
	m.oversight_unit(),
	m.oversight_kind(),
	m.oversight_people(),
	...stageKeys.flatMap((key) => [
		`${sayStage(key)}: ${m.oversight_have()}`,
		`${sayStage(key)}: ${m.oversight_asked()}`,
	]),
	m.oversight_late(),
	m.oversight_order_stuck(),
];

const cellsOf = (row: UnitRow, key: StageKey): string[] => {
	const stage = row.stages.find((one) => one.key === key);
	if (!stage?.told) return [m.oversight_not_told(), m.oversight_not_told()];
	return [String(stage.have), String(stage.of)];
};

const lineOf = (row: UnitRow, name: string): string[] => [
	name,
	sayUnitKind(row.kind),
	row.people === null ? m.oversight_not_told() : String(row.people),
	...stageKeys.flatMap((key) => cellsOf(row, key)),
	String(row.late),
	row.stuck ? sayStage(row.stuck) : '',
];

/** The table as lines of text: the units, the unit's own people, the whole, and the past day as of which it is. */
export const sheetOf = (table: OversightTable, unitName: string, asOf: Day | null = null): string[][] => [
	headOf(),
	...table.rows.map((row) => lineOf(row, row.name)),
	...(table.own ? [lineOf(table.own, m.oversight_own_people({ unit: unitName }))] : []),
	lineOf(table.whole, unitName),
	...(asOf ? [[m.oversight_as_of(), longDate(asOf)]] : []),
];
