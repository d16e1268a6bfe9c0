import { mayListProposals } from '#lib/features/proposals/policy.ts';
import { releasedList } from '#lib/features/proposals/queries-lists.server.ts';
import { takeOffProposal } from '#lib/features/proposals/release.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { pageNumber } from '#lib/shared/page-number.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
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
	'thoi-cong-khai': act('thoi-cong-khai', takeOffProposal),
};
