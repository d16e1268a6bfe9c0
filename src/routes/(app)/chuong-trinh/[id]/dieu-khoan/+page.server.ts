import { setApplicable, setNotApplicable } from '#lib/features/programmes/commands-coverage.server.ts';
import type { Answer } from '#lib/features/programmes/domain/coverage.ts';
import { coveragePageOf } from '#lib/features/programmes/queries-coverage.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
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

export const actions: Actions = {
	'khong-ap-dung': async (event) => {
		const answer = await runForm(event, 'khong-ap-dung', setNotApplicable, {
			lists: ['clauseIds'],
			extra: { programmeId: event.params.id },
		});
		return answer.ok ? { action: 'khong-ap-dung' } : answer.problem;
	},
	'xet-lai': async (event) => {
		const answer = await runForm(event, 'xet-lai', setApplicable, {
			extra: { programmeId: event.params.id },
		});
		return answer.ok ? { action: 'xet-lai' } : answer.problem;
	},
};
