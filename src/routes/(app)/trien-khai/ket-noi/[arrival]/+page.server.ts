import { redirect } from '@sveltejs/kit';
import { arrivalPage } from '#lib/features/cascade/arrivals.server.ts';
import { enterArrival } from '#lib/features/cascade/arrive.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return {
		page: await look(door, (tx) => arrivalPage(tx, door.actor, params.arrival)),
		today: dayOf(door.clock()),
	};
};

export const actions: Actions = {
	'vao-so': async (event) => {
		let receiptId: string;
		try {
			({ receiptId } = await enterArrival(doorOf(event), event.params.arrival));
		} catch (error) {
			return formProblem(error, 'vao-so');
		}
		redirect(303, `/trien-khai/den/${receiptId}`);
	},
};
