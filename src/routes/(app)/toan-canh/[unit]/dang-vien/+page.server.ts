import { redirect } from '@sveltejs/kit';
import { tellAges } from '#lib/features/oversight/commands.server.ts';
import { toldAgesOf } from '#lib/features/oversight/notes.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';
import { growthFrom } from './growth-from.server.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const growth = await growthFrom(door, params.unit, url);
	return {
		growth,
		told: await look(door, (tx) => toldAgesOf(tx, door.actor, growth.unit.id)),
		today: dayOf(door.clock()),
	};
};

export const actions: Actions = {
	'do-tuoi': async (event) => {
		const done = await runForm(event, 'do-tuoi', tellAges, { extra: { unitId: event.params.unit } });
		if (!done.ok) return done.problem;
		redirect(303, `/toan-canh/${event.params.unit}/dang-vien#do-tuoi`);
	},
};
