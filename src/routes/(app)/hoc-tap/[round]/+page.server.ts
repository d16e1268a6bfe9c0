import { ownPaperState, sharedPapers } from '#lib/features/reflections/queries-review.server.ts';
import { checkInToSession } from '#lib/features/study/attendance.server.ts';
import {
	addSession,
	changeSession,
	closeRound,
	dropSession,
	publishRound,
} from '#lib/features/study/commands.server.ts';
import { roundPage } from '#lib/features/study/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return look(door, async (tx) => {
		const page = await roundPage(tx, door.actor, params.round, today);
		return {
			...page,
			paper: await ownPaperState(tx, door.actor, page.round),
			shared: await sharedPapers(tx, door.actor, page.round.id),
			today,
		};
	});
};

const acts = {
	'diem-danh': checkInToSession,
	'them-buoi': addSession,
	'sua-buoi': changeSession,
	'bo-buoi': dropSession,
	'phat-hanh': publishRound,
	'ket-thuc': closeRound,
};

const perform = (name: keyof typeof acts) => async (event: Parameters<Actions[string]>[0]) => {
	const extra = { roundId: event.params['round'] };
	const answer = await runForm<unknown, unknown>(event, name, acts[name] as never, {
		extra,
		lists: ['personIds'],
	});
	return answer.ok ? { action: name } : answer.problem;
};

export const actions: Actions = {
	'diem-danh': perform('diem-danh'),
	'them-buoi': perform('them-buoi'),
	'sua-buoi': perform('sua-buoi'),
	'bo-buoi': perform('bo-buoi'),
	'phat-hanh': perform('phat-hanh'),
	'ket-thuc': perform('ket-thuc'),
};
