import { mayListUnit } from '#lib/features/limits/policy.ts';
import { handledLimits, ownLimits } from '#lib/features/limits/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	const heads = mayListUnit(door.actor, unit.id).allowed;
	return look(door, async (tx) => ({
		own: await ownLimits(tx, door.actor),
		handled: await handledLimits(tx, door.actor, unit.id, today),
		heads,
		ended: url.searchParams.get('da') ?? '',
		today,
		unitName: unit.name,
	}));
};
