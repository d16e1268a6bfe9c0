import { redirect } from '@sveltejs/kit';
import { changeCampaign } from '#lib/features/commitments/campaigns.server.ts';
import { draftPage } from '#lib/features/commitments/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return { ...(await look(door, (tx) => draftPage(tx, door.actor, params.campaign, today))), today };
};

const lines = (text: unknown): string[] =>
	typeof text === 'string'
		? [
				...new Set(
					text
						.split('\n')
						.map((line) => line.replace(/^[-–•]\s*/, '').trim())
						.filter(Boolean),
				),
			]
		: [];

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData(), ['personIds', 'unitIds']);
		const text = (name: string): string => (typeof input[name] === 'string' ? input[name] : '');
		/** The rows of contents by their numbers: as many as the page had. */
		const rows = Object.keys(input)
			.flatMap((name) => /^content_(\d+)$/.exec(name)?.[1] ?? [])
			.sort((one, other) => Number(one) - Number(other));
		try {
			await changeCampaign(doorOf(event), {
				...input,
				campaignId: event.params.campaign,
				contents: rows.map((at) => ({
					title: text(`content_${at}`),
					guidance: text(`guidance_${at}`),
					clauseId: text(`clause_${at}`) || undefined,
				})),
				criteria: lines(input['criteria']),
				fields: lines(input['fields']),
				quarters: [1, 2, 3, 4].flatMap((quarter) =>
					text(`due_${quarter}`) ? [{ quarter, dueOn: text(`due_${quarter}`) }] : [],
				),
			});
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		redirect(303, `/dang-ky/${event.params.campaign}`);
	},
};
