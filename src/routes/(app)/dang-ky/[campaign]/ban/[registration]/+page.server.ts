import {
	assignChecker,
	confirmRegistrations,
	returnRegistration,
} from '#lib/features/commitments/confirming.server.ts';
import { registrationPage } from '#lib/features/commitments/queries-registration.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const version = Number(url.searchParams.get('ban')) || undefined;
	const wanted = { campaignId: params.campaign, registrationId: params.registration, version };
	const page = await look(door, (tx) => registrationPage(tx, door.actor, wanted, today));
	const { id, personId, unitId } = page.registration;
	if (personId) await tellOfLook(door, { type: 'registration', id, personId, unitId });
	return { ...page, today };
};

const act = actionsWith(({ registration }) => ({ registrationId: registration }));
/** What is done with several at once elsewhere, done with this one. */
const actOnOne = actionsWith(({ registration }) => ({ registrationIds: [registration] }));

export const actions: Actions = {
	'xac-nhan': actOnOne('xac-nhan', confirmRegistrations),
	'tra-lai': act('tra-lai', returnRegistration),
	giao: actOnOne('giao', assignChecker),
};
