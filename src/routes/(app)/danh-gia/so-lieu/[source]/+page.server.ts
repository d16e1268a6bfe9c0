import { countedPage } from '#lib/features/reviews/counted.server.ts';
import { quarterOf } from '#lib/features/reviews/domain/period.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf, isDay } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	const year = quarterOf(today).year;
	const day = (name: string, otherwise: string): string => {
		const given = url.searchParams.get(name) ?? '';
		return isDay(given) ? given : otherwise;
	};
	const wanted = {
		source: params.source,
		unitId: url.searchParams.get('don-vi') ?? unit.id,
		personId: url.searchParams.get('nguoi'),
		from: day('tu', `${year}-01-01`),
		to: day('den', `${year}-12-31`),
	};
	return look(door, (tx) => countedPage(tx, door.actor, wanted, today));
};
