import { ownProposals } from '#lib/features/proposals/queries-lists.server.ts';
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
	const page = pageNumber(url);
	return {
		...(await look(door, (tx) => ownProposals(tx, door.actor, { unitId: unit.id, page, today }))),
		today,
		unitName: unit.name,
	};
};
