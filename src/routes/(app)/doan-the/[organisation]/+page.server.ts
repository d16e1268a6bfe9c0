import { redirect } from '@sveltejs/kit';
import { addJointProgramme } from '#lib/features/mass-organisations/activities.server.ts';
import {
	addMember,
	endMember,
	giveTask,
	nameHead,
	takeTaskBack,
} from '#lib/features/mass-organisations/members.server.ts';
import { organisationPage } from '#lib/features/mass-organisations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		page: await look(door, (tx) => organisationPage(tx, door.actor, params.organisation, today)),
		today,
		place: `doan-the ${door.actor.personId} ${params.organisation}`,
	};
};

const act = actionsWith(({ organisation }) => ({ massId: organisation }));

export const actions: Actions = {
	'them-nguoi': act('them-nguoi', addMember),
	'thoi-tham-gia': act('thoi-tham-gia', endMember),
	'phu-trach': act('phu-trach', nameHead),
	'giao-viec': act('giao-viec', giveTask),
	'thoi-giao': act('thoi-giao', takeTaskBack),
	'phoi-hop': async (event) => {
		const input = readForm(await event.request.formData());
		// A document, or a section of it, in one list.
		const [documentId, clauseId] = String(input['carriesOut'] ?? '').split(' ');
		let jointId: string;
		try {
			({ jointId } = await addJointProgramme(doorOf(event), {
				...input,
				massId: event.params.organisation,
				...(documentId ? { documentId } : {}),
				...(clauseId ? { clauseId } : {}),
			}));
		} catch (error) {
			return formProblem(error, 'phoi-hop', input);
		}
		redirect(303, `/doan-the/phoi-hop/${jointId}`);
	},
};
