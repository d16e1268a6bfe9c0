import { redirect } from '@sveltejs/kit';
import {
	carryOnCampaign,
	closeCampaign,
	openCampaign,
} from '#lib/features/commitments/campaign-life.server.ts';
import { confirmRegistrations } from '#lib/features/commitments/confirming.server.ts';
import { closeQuarter, openQuarter } from '#lib/features/commitments/quarters.server.ts';
import { campaignPage } from '#lib/features/commitments/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		...(await look(door, (tx) => campaignPage(tx, door.actor, params.campaign, today))),
		personId: door.actor.personId,
		today,
	};
};
const act = actionsWith(({ campaign }) => ({ campaignId: campaign }));

export const actions: Actions = {
	mo: act('mo', openCampaign),
	'ket-thuc': act('ket-thuc', closeCampaign),
	'mo-quy': act('mo-quy', openQuarter),
	'khoa-quy': act('khoa-quy', closeQuarter),
	'xac-nhan': act('xac-nhan', confirmRegistrations, ['registrationIds']),
	'tiep-tuc': async (event) => {
		const answer = await runForm(event, 'tiep-tuc', carryOnCampaign, {
			extra: { campaignId: event.params.campaign },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/dang-ky/${answer.result.campaignId}/sua`);
	},
};
