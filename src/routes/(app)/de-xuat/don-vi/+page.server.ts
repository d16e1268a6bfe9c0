import { type OfficeFilter, officeList } from '#lib/features/proposals/queries-lists.server.ts';
import { releaseProposals } from '#lib/features/proposals/release.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
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
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
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
	'cong-khai': async (event) => {
		const answer = await runForm(event, 'cong-khai', releaseProposals, { lists: ['proposalIds'] });
		return answer.ok ? { action: 'cong-khai' } : answer.problem;
	},
};
