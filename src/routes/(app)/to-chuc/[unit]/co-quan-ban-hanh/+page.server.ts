import { setIssuingBody, setTerm } from '#lib/features/papers/commands.server.ts';
import { issuerPage } from '#lib/features/papers/issuer-page.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const side = url.searchParams.get('ben') === 'state' ? 'state' : 'party';
	const today = dayOf(door.clock());
	const page = await look(door, (tx) => issuerPage(tx, door.actor, { unitId: params.unit, side, today }));
	return { ...page, side, today };
};

export const actions: Actions = {
	'co-quan': async (event) => {
		const answer = await runForm(event, 'co-quan', setIssuingBody, { extra: { unitId: event.params.unit } });
		return answer.ok ? { action: 'co-quan' } : answer.problem;
	},
	'nhiem-ky': async (event) => {
		const answer = await runForm(event, 'nhiem-ky', setTerm, { extra: { unitId: event.params.unit } });
		return answer.ok ? { action: 'nhiem-ky' } : answer.problem;
	},
};
