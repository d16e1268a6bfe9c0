import { handOverRecurrence } from '#lib/features/programmes/commands-order.server.ts';
import { urgeTasks } from '#lib/features/programmes/commands-supervise.server.ts';
import {
	BEHIND_A_PAGE,
	type BehindFilter,
	behindFor,
} from '#lib/features/programmes/queries-supervise.server.ts';
import { filterOf } from '#lib/features/programmes/ui/task-filter.ts';
import { wantedIn } from '#lib/features/programmes/wanted.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

const filters: Record<string, BehindFilter> = {
	'qua-han': 'late',
	'sap-den-han': 'soon',
	'chua-don-doc': 'not_urged',
	'xin-gia-han': 'asking',
};

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const { page } = filterOf(url.searchParams);
	const filter = filters[url.searchParams.get('loc') ?? ''] ?? 'all';
	const ownerId = url.searchParams.get('nguoi') || undefined;
	const found = await look(door, async (tx) => ({
		...(await behindFor(tx, door.actor, { unit, today, filter, ownerId, page })),
		wanted: await wantedIn(tx, door.actor, unit, today),
	}));
	return { ...found, filter, ownerId, page, size: BEHIND_A_PAGE, today, unitName: unit.name };
};

export const actions: Actions = {
	'giao-tiep': act('giao-tiep', handOverRecurrence),
	'don-doc': async (event) => {
		const answer = await runForm(event, 'don-doc', urgeTasks, { lists: ['taskIds'] });
		return answer.ok ? { action: 'don-doc', count: answer.result.count } : answer.problem;
	},
};
