import { setIssuingBody, setTerm } from '#lib/features/papers/commands.server.ts';
import { issuerPage } from '#lib/features/papers/issuer-page.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const side = url.searchParams.get('ben') === 'state' ? 'state' : 'party';
	const today = dayOf(door.clock());
	const page = await look(door, (tx) => issuerPage(tx, door.actor, { unitId: params.unit, side, today }));
	return { ...page, side, today };
};

const act = actionsWith(({ unit }) => ({ unitId: unit }));

export const actions: Actions = {
	'co-quan': act('co-quan', setIssuingBody),
	'nhiem-ky': act('nhiem-ky', setTerm),
};
