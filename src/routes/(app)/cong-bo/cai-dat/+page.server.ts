import { setSite, settingsPage } from '#lib/features/site/settings.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	return {
		settings: await look(door, (tx) => settingsPage(tx, door.actor, unit)),
		unit: { id: unit.id, name: unit.name },
		origin: url.origin,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const unit = presentUnit(doorOf(event).actor, event.cookies.get('don-vi'));
		const answer = await runForm(event, 'default', setSite, { lists: ['kinds'], extra: { unitId: unit.id } });
		return answer.ok ? { action: 'default' } : answer.problem;
	},
};
