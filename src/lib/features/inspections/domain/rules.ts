import type { Day } from '#lib/shared/calendar.ts';
import shipped from './rules/inspections.json' with { type: 'json' };
import type { RecordKind, SampleWay } from './states.ts';

/** How the records of one kind may be taken; `mostShare` per cent of them at most. */
export type KindRule = { key: RecordKind; ways: readonly SampleWay[]; mostShare: number };

/** How inspections go from a day on: an inspection keeps the one under which it was decided. */
export type InspectionRules = {
	validFrom: Day;
	source: string;
	/** Within so many days the unit is asked to answer the findings. */
	answerDays: number;
	kinds: readonly KindRule[];
};

const versions: readonly InspectionRules[] = [shipped as InspectionRules];

/** The rules on a day: the last ones that have begun; before any of them the first. */
export const rulesOn = (day: Day, known: readonly InspectionRules[] = versions): InspectionRules => {
	const sorted = [...known].sort((one, other) => one.validFrom.localeCompare(other.validFrom));
	const begun = sorted.filter(({ validFrom }) => validFrom <= day).at(-1) ?? sorted[0];
	if (!begun) throw new Error('There are no rules for inspections');
	return begun;
};

/** The rule of a kind; nothing where the rules do not know it. */
export const kindRule = (rules: InspectionRules, kind: RecordKind): KindRule | null =>
	rules.kinds.find(({ key }) => key === kind) ?? null;

/** How many records of so many may be taken at most: never less than one where there is one. */
export const mostOf = ({ mostShare }: KindRule, population: number): number =>
	population === 0 ? 0 : Math.max(1, Math.floor((population * mostShare) / 100));
