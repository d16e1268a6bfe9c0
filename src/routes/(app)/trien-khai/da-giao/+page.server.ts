import { sentPage } from '#lib/features/cascade/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { pageNumber } from '#lib/shared/page-number.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	return {
		list: await look(door, (tx) =>
			sentPage(tx, door.actor, { unitId: unit.id, page: pageNumber(url), today }),
		),
		today,
		unitName: unit.name,
	};
};
