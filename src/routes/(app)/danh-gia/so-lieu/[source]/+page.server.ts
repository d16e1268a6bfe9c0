import { countedPage } from '#lib/features/reviews/counted.server.ts';
import { quarterOf } from '#lib/features/reviews/domain/period.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { isDay } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
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
