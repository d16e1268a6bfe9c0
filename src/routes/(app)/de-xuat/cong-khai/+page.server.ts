import { mayListProposals } from '#lib/features/proposals/policy.ts';
import { releasedList } from '#lib/features/proposals/queries-lists.server.ts';
import { takeOffProposal } from '#lib/features/proposals/release.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { pageNumber } from '#lib/shared/page-number.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const words = (url.searchParams.get('q') ?? '').trim().slice(0, 200);
	return {
		...(await look(door, (tx) =>
			releasedList(tx, door.actor, { unitId: unit.id, words, page: pageNumber(url) }),
		)),
		words,
		unitName: unit.name,
		mayList: mayListProposals(door.actor, unit.id).allowed,
	};
};

export const actions: Actions = {
	'thoi-cong-khai': async (event) => {
		const answer = await runForm(event, 'thoi-cong-khai', takeOffProposal);
		return answer.ok ? { action: 'thoi-cong-khai' } : answer.problem;
	},
};
