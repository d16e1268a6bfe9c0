import { setApplicable, setNotApplicable } from '#lib/features/programmes/commands-coverage.server.ts';
import type { Answer } from '#lib/features/programmes/domain/coverage.ts';
import { coveragePageOf } from '#lib/features/programmes/queries-coverage.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const filters: Record<string, Answer> = {
	'co-nhiem-vu': 'tasks',
	'khong-ap-dung': 'not_applicable',
	chua: 'open',
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const filter = filters[url.searchParams.get('loc') ?? ''] ?? 'all';
	return {
		...(await look(door, (tx) => coveragePageOf(tx, door.actor, params.id, filter))),
		today: dayOf(door.clock()),
	};
};

const act = actionsWith(({ id }) => ({ programmeId: id }));

export const actions: Actions = {
	'khong-ap-dung': act('khong-ap-dung', setNotApplicable, ['clauseIds']),
	'xet-lai': act('xet-lai', setApplicable),
};
