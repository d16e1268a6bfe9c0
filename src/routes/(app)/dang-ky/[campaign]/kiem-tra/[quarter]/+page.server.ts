import { redirect } from '@sveltejs/kit';
import { checkRegistration } from '#lib/features/commitments/checking.server.ts';
import { checkPage } from '#lib/features/commitments/queries-check.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const registrationId = url.searchParams.get('ban') ?? undefined;
	const wanted = { campaignId: params.campaign, quarter: Number(params.quarter), registrationId };
	const page = await look(door, (tx) => checkPage(tx, door.actor, wanted, today));
	const shown = page.current?.registration;
	if (shown?.personId)
		await tellOfLook(door, {
			type: 'registration',
			id: shown.id,
			personId: shown.personId,
			unitId: shown.unitId,
		});
	return { ...page, today };
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		const keys = Object.keys(input).flatMap((name) => /^entry_(.+)$/.exec(name)?.[1] ?? []);
		try {
			await checkRegistration(doorOf(event), {
				registrationId: input['registrationId'],
				quarter: event.params.quarter,
				entries: keys
					.filter((key) => input[`outcome_${key}`])
					.map((key) => ({ entryKey: key, outcome: input[`outcome_${key}`], words: input[`words_${key}`] })),
			});
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		// The next one who waits comes up by itself.
		redirect(303, `/dang-ky/${event.params.campaign}/kiem-tra/${event.params.quarter}`);
	},
};
