import { redirect } from '@sveltejs/kit';
import { beginCampaign } from '#lib/features/commitments/campaigns.server.ts';
import { mayLeadCampaign } from '#lib/features/commitments/policy.ts';
import { documentsFor } from '#lib/features/reading/queries-list.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const may = mayLeadCampaign(door.actor, unit.id);
	if (!may.allowed) throw refused(may.key);
	const { documents } = await look(door, (tx) =>
		documentsFor(tx, door.actor, { unitId: unit.id, filter: 'all', page: 1 }),
	);
	// From autumn on it is the next year that people register for.
	const year = Number(today.slice(0, 4)) + (today.slice(5) >= '10-01' ? 1 : 0);
	return {
		unit: { id: unit.id, name: unit.name },
		documents: documents.map(({ id, typeName, number, title }) => ({
			id,
			name: [documentName({ typeName, number }), title].filter(Boolean).join(': '),
		})),
		chosen: url.searchParams.get('van-ban') ?? '',
		startsOn: `${year}-01-01`,
		endsOn: `${year}-12-31`,
		registerBy: `${year}-01-31`,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', beginCampaign);
		if (!answer.ok) return answer.problem;
		redirect(303, `/dang-ky/${answer.result.campaignId}/sua`);
	},
};
