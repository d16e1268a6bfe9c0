import { redirect } from '@sveltejs/kit';
import { dropCheckFile, selfCheck } from '#lib/features/commitments/checking.server.ts';
import { selfCheckPage } from '#lib/features/commitments/queries-check.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act, doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const ofUnit = url.searchParams.get('don-vi') ?? undefined;
	const wanted = { campaignId: params.campaign, quarter: Number(params.quarter), ofUnit };
	return {
		...(await look(door, (tx) => selfCheckPage(tx, door.actor, wanted, today))),
		ofUnit: ofUnit ?? null,
		personId: door.actor.personId ?? '',
		isSentNow: url.searchParams.has('da-gui'),
		today,
	};
};

export const actions: Actions = {
	gui: async (event) => {
		const form = await event.request.formData();
		const input = readForm(form);
		const keys = Object.keys(input).flatMap((name) => /^entry_(.+)$/.exec(name)?.[1] ?? []);
		try {
			const files = [];
			for (const key of keys)
				for (const file of form.getAll(`files_${key}`))
					if (file instanceof File && file.name !== '')
						files.push({ entryKey: key, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
			await selfCheck(doorOf(event), {
				registrationId: input['registrationId'],
				quarter: event.params.quarter,
				entries: keys
					.filter((key) => input[`outcome_${key}`])
					.map((key) => ({
						entryKey: key,
						outcome: input[`outcome_${key}`],
						done: input[`done_${key}`],
						evidence: input[`evidence_${key}`],
						link: input[`link_${key}`],
					})),
				files,
			});
		} catch (error) {
			return formProblem(error, 'gui', input);
		}
		const unit = event.url.searchParams.get('don-vi');
		redirect(
			303,
			`/dang-ky/${event.params.campaign}/tu-kiem-tra/${event.params.quarter}?${unit ? `don-vi=${unit}&` : ''}da-gui=1`,
		);
	},
	'bo-tep': act('bo-tep', dropCheckFile),
};
