import { m } from '#lib/paraglide/messages.js';
import { sayRole, sayStanding } from '#lib/platform/sessions/shell.ts';
import type { Role, Standing } from '#lib/shared/actor.ts';
import { type Day, longDate } from '#lib/shared/calendar.ts';
import type { PeriodKey } from '../domain/period.ts';

const periods: Record<PeriodKey, () => string> = {
	nam: m.personal_period_year,
	'quy-1': m.personal_period_quarter_1,
	'quy-2': m.personal_period_quarter_2,
	'quy-3': m.personal_period_quarter_3,
	'quy-4': m.personal_period_quarter_4,
	'tat-ca': m.personal_period_all,
};
export const sayPeriod = (key: PeriodKey): string => periods[key]();

const words = m as unknown as Record<string, (() => string) | undefined>;

/** What somebody opened: by the message `personal_look_<type>`, which the feature of the record may bring itself. */
export const sayLook = (type: string): string => (words[`personal_look_${type}`] ?? m.personal_look_record)();

type Entry = { what: string; unitName: string; from: Day; to: Day | null };
const span = ({ from, to }: Entry): string =>
	to ? `${longDate(from)} – ${longDate(to)}` : m.personal_since({ day: longDate(from) });

export const sayMembership = (entry: Entry): string =>
	`${sayStanding(entry.what as Standing)}, ${entry.unitName}, ${span(entry)}`;
export const sayRoleHeld = (entry: Entry): string =>
	`${sayRole(entry.what as Role)}, ${entry.unitName}, ${span(entry)}`;

/** What the system keeps of somebody, line by line. */
export const sayPlaces = (own: {
	person: { fullName: string; jobTitle: string; email: string | null };
	memberships: readonly Entry[];
	roles: readonly Entry[];
}): string[] => [
	own.person.fullName,
	...[own.person.jobTitle, own.person.email ?? ''].filter(Boolean),
	...own.memberships.map(sayMembership),
	...own.roles.map(sayRoleHeld),
];
