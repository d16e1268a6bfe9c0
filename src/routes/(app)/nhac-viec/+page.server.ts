import { redirect } from '@sveltejs/kit';
import { openTold, readAllTold } from '#lib/features/notifications/commands.server.ts';
import { toldTo } from '#lib/features/notifications/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const onlyUnread = url.searchParams.get('loc') !== 'tat-ca';
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(url.searchParams.get('trang'))) || 1));
	return {
		...(await look(door, (tx) => toldTo(tx, door.actor, { onlyUnread, page }))),
		onlyUnread,
		today: dayOf(door.clock()),
	};
};

export const actions: Actions = {
	mo: async (event) => {
		const answer = await runForm(event, 'mo', openTold);
		if (!answer.ok) return answer.problem;
		redirect(303, answer.result.href);
	},
	'da-doc-het': async (event) => {
		const answer = await runForm(event, 'da-doc-het', readAllTold);
		return answer.ok ? { action: 'da-doc-het' } : answer.problem;
	},
};
