import { redirect } from '@sveltejs/kit';
import { keepOrgan, keepOwnOrgan, removeOrgan, restoreOrgan } from '#lib/features/exchange/organs.server.ts';
import { organsOf, ownOrganOf } from '#lib/features/exchange/queries-organs.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad } from './$types.js';

const here = '/trao-doi/so-dia-chi';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	return look(door, async (tx) => ({
		own: await ownOrganOf(tx, door.actor, unit.id),
		organs: await organsOf(tx, door.actor),
		unitName: unit.name,
		removed: url.searchParams.get('da-bo'),
	}));
};

export const actions: Actions = {
	'don-vi': async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'don-vi', keepOwnOrgan, { extra: { unitId } });
		return answer.ok ? { action: 'don-vi', saved: true } : answer.problem;
	},
	luu: async (event) => {
		const answer = await runForm(event, 'luu', keepOrgan);
		return answer.ok ? { action: 'luu', saved: true } : answer.problem;
	},
	bo: async (event) => {
		const input = readForm(await event.request.formData());
		try {
			await removeOrgan(doorOf(event), input);
		} catch (error) {
			return formProblem(error, 'bo', input);
		}
		redirect(303, `${here}?da-bo=${String(input['organId'])}`);
	},
	'hoan-tac': async (event) => {
		const answer = await runForm(event, 'hoan-tac', restoreOrgan);
		if (!answer.ok) return answer.problem;
		redirect(303, here);
	},
};
