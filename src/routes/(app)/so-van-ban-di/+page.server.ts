import { redirect } from '@sveltejs/kit';
import { numberPaper } from '#lib/features/papers/commands.server.ts';
import { mayNumber } from '#lib/features/papers/policy.ts';
import { outgoingPage } from '#lib/features/papers/register-page.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const page = await look(door, (tx) =>
		outgoingPage(tx, door.actor, { unitId: unit.id, query: url.searchParams, today }),
	);
	return {
		...page,
		unit: { id: unit.id, name: unit.name },
		today,
		query: url.search,
		mayNumber: mayNumber(door.actor, unit.id).allowed,
	};
};

export const actions: Actions = {
	'cap-so': async (event) => {
		const unit = presentUnit(doorOf(event).actor, event.cookies.get('don-vi'));
		const answer = await runForm(event, 'cap-so', numberPaper, { extra: { unitId: unit.id } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/so-van-ban-di/${answer.result.id}`);
	},
};
