import {
	assignChecker,
	confirmRegistrations,
	returnRegistration,
} from '#lib/features/commitments/confirming.server.ts';
import { registrationPage } from '#lib/features/commitments/queries-registration.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
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

const perform = (name: 'xac-nhan' | 'tra-lai' | 'giao') => async (event: Parameters<Actions[string]>[0]) => {
	const id = event.params['registration'];
	const acts = { 'xac-nhan': confirmRegistrations, 'tra-lai': returnRegistration, giao: assignChecker };
	const extra = name === 'tra-lai' ? { registrationId: id } : { registrationIds: [id] };
	const answer = await runForm<unknown, unknown>(event, name, acts[name] as never, { extra });
	return answer.ok ? { action: name } : answer.problem;
};

export const actions: Actions = {
	'xac-nhan': perform('xac-nhan'),
	'tra-lai': perform('tra-lai'),
	giao: perform('giao'),
};
