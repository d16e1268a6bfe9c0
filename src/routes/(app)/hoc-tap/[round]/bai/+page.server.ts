import { limitAddress } from '#lib/features/limits/public.server.ts';
import { papersPage } from '#lib/features/reflections/queries-round.server.ts';
import { assignReviewer } from '#lib/features/reflections/review.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const filters = ['tat-ca', 'cho-nhan-xet', 'chua-nop', 'toi-nhan-xet'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const wanted = url.searchParams.get('loc');
	const page = await look(door, (tx) => papersPage(tx, door.actor, params.round, today));
	const isIn = (state: string): boolean => state === 'handed_in' || state === 'accepted';
	return {
		...page,
		papers: page.papers.map((paper) => ({
			...paper,
			remindHref:
				paper.late > 0 && !isIn(paper.state)
					? limitAddress(
							door.actor,
							{ personId: paper.personId, unitId: page.round.unitId },
							{ source: 'paper', id: page.round.id },
						)
					: null,
		})),
		filter: filters.find((name) => name === wanted) ?? 'tat-ca',
		today,
	};
};

export const actions: Actions = {
	default: act('default', assignReviewer, ['reflectionIds']),
};
