import { periodKeys, periodOf } from '#lib/features/personal/domain/period.ts';
import { mayHavePage } from '#lib/features/personal/policy.ts';
import { myPage } from '#lib/features/personal/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const { actor } = door;
	if (!mayHavePage(actor)) throw missing('failure_not_found');
	const today = dayOf(door.clock());
	const { key, period } = periodOf(url.searchParams.get('ky'), today);
	return {
		...(await look(door, (tx) => myPage(tx, actor, period))),
		name: actor.name,
		unitName: presentUnit(actor, cookies.get('don-vi')).name,
		period: key,
		periods: periodKeys,
		/** The part whose figure was opened. */
		opened: url.searchParams.get('mo'),
		today,
	};
};
