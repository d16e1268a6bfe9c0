import { redirect } from '@sveltejs/kit';
import { adoptModel } from '#lib/features/models/adopt.server.ts';
import {
	decideModel,
	proposeModel,
	setModelConsent,
	showModel,
} from '#lib/features/models/commands.server.ts';
import { modelPage } from '#lib/features/models/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	return {
		page: await look(door, (tx) => modelPage(tx, door.actor, { modelId: params.model, unitId: unit.id })),
		unit: { id: unit.id, name: unit.name },
		today: dayOf(door.clock()),
	};
};

const act = actionsWith(({ model }) => ({ modelId: model }));

export const actions: Actions = {
	'de-nghi': act('de-nghi', proposeModel),
	'xem-xet': act('xem-xet', decideModel),
	'y-kien': act('y-kien', setModelConsent),
	'cong-khai': act('cong-khai', showModel),
	'ap-dung': async (event) => {
		const answer = await runForm(event, 'ap-dung', adoptModel, { extra: { modelId: event.params.model } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/mo-hinh/ap-dung/${answer.result.adoptionId}`);
	},
};
