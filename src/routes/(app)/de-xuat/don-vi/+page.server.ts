import { type OfficeFilter, officeList } from '#lib/features/proposals/queries-lists.server.ts';
import { releaseProposals } from '#lib/features/proposals/release.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { pageNumber } from '#lib/shared/page-number.ts';
import type { Actions, PageServerLoad } from './$types.js';

const filters: Record<string, OfficeFilter> = {
	'den-han': 'due',
	'qua-han': 'late',
	'chuyen-len': 'up',
	'da-tra-loi': 'answered',
	'tat-ca': 'all',
};

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const filter = filters[url.searchParams.get('loc') ?? ''] ?? 'new';
	const words = (url.searchParams.get('q') ?? '').trim().slice(0, 200);
	const wanted = { unitId: unit.id, filter, words, page: pageNumber(url), today };
	return {
		...(await look(door, (tx) => officeList(tx, door.actor, wanted))),
		filter,
		words,
		today,
		unit: { id: unit.id, name: unit.name },
	};
};

export const actions: Actions = {
	'cong-khai': act('cong-khai', releaseProposals, ['proposalIds']),
};
