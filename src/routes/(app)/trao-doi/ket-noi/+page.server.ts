import { redirect } from '@sveltejs/kit';
import { renewKey } from '#lib/features/exchange/keys.server.ts';
import { addPartner } from '#lib/features/exchange/partners.server.ts';
import { partnersPage } from '#lib/features/exchange/queries-partners.server.ts';
import { exchangeSecret } from '#lib/features/exchange/wire.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	// Where this page is seen the installation answers: that address goes into the card.
	return look(door, (tx) => partnersPage(tx, door.actor, { secret: exchangeSecret(), address: url.origin }));
};

export const actions: Actions = {
	them: async (event) => {
		const answer = await runForm(event, 'them', addPartner);
		if (!answer.ok) return answer.problem;
		redirect(303, `/trao-doi/ket-noi/${answer.result.partnerId}?moi`);
	},
	'doi-khoa': async (event) => {
		const answer = await runForm(event, 'doi-khoa', renewKey);
		return answer.ok ? { action: 'doi-khoa', saved: true } : answer.problem;
	},
};
