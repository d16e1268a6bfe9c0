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
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
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

const acts = {
	mo: openCampaign,
	'ket-thuc': closeCampaign,
	'mo-quy': openQuarter,
	'khoa-quy': closeQuarter,
	'xac-nhan': confirmRegistrations,
};
const perform = (name: keyof typeof acts) => async (event: Parameters<Actions[string]>[0]) => {
	const extra = { campaignId: event.params['campaign'] };
	const answer = await runForm<unknown, unknown>(event, name, acts[name] as never, {
		extra,
		lists: ['registrationIds'],
	});
	return answer.ok ? { action: name } : answer.problem;
};

export const actions: Actions = {
	mo: perform('mo'),
	'ket-thuc': perform('ket-thuc'),
	'mo-quy': perform('mo-quy'),
	'khoa-quy': perform('khoa-quy'),
	'xac-nhan': perform('xac-nhan'),
	'tiep-tuc': async (event) => {
		const answer = await runForm(event, 'tiep-tuc', carryOnCampaign, {
			extra: { campaignId: event.params.campaign },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/dang-ky/${answer.result.campaignId}/sua`);
	},
};
