import { rulesPage, setAwardRules } from '#lib/features/nominations/rule.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';
import { criteriaOfForm } from './rows.ts';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		...(await look(door, (tx) => rulesPage(tx, door.actor, { unitId: unit.id, today }))),
		unit: { id: unit.id, name: unit.name },
		today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		try {
			await setAwardRules(doorOf(event), { ...input, criteria: criteriaOfForm(input) });
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		return { action: 'default' };
	},
};
