import {
	type Period,
	type PeriodKind,
	periodAt,
	periodKinds,
	periodOf,
	periodOfDays,
} from '#lib/features/programmes/domain/periods.ts';
import { programmeReport } from '#lib/features/programmes/public.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { type Day, dayOf, isDay } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

const slugs: Record<string, PeriodKind> = { thang: 'month', quy: 'quarter', 'nua-nam': 'half', nam: 'year' };

/** The period that an address asks for: "?ky=quy&nam=2026&so=3", or "?tu=…&den=…"; else the quarter of today. */
const periodIn = (query: URLSearchParams, today: Day): Period => {
	const [from, to] = [query.get('tu') ?? '', query.get('den') ?? ''];
	if (isDay(from) && isDay(to)) return periodOfDays(from, to);
	const kind = slugs[query.get('ky') ?? ''] ?? 'quarter';
	const year = Math.trunc(Number(query.get('nam')));
	if (!(year >= 2000 && year <= 2100)) return periodAt(kind, today);
	return periodOf(kind, year, Math.trunc(Number(query.get('so'))) || 1);
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const period = periodIn(url.searchParams, today);
	const report = await look(door, (tx) => programmeReport(tx, door.actor, params.id, period, today));
	return { ...report, kinds: [...periodKinds], today };
};
