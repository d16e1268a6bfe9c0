import { confirmMakeUp, excuseParticipant, planMakeUp } from '#lib/features/study/attendance.server.ts';
import { links } from '#lib/features/study/domain/reach.ts';
import { reachPage } from '#lib/features/study/queries.server.ts';
import { filterNames } from '#lib/features/study/ui/words.ts';
import { urgeInRound } from '#lib/features/study/urge.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const page = await look(door, (tx) => reachPage(tx, door.actor, params.round, door.clock()));
	const filter = links.find((link) => filterNames[link] === url.searchParams.get('loc')) ?? null;
	const unit = page.units.find(({ unitId }) => unitId === url.searchParams.get('don-vi')) ?? null;
	const people = unit
		? page.participants.filter(({ homeUnitId }) => homeUnitId === unit.unitId)
		: page.participants;
	const lacking = (link: (typeof links)[number]) =>
		people.filter(({ isRequired, chain }) => isRequired && chain[link] === 'open');
	return {
		...page,
		reach: unit?.reach ?? page.reach,
		whole: page.reach,
		unit: unit && { id: unit.unitId, name: unit.unitName },
		filter,
		/** Of several units, people are shown once one unit or one gap was chosen. */
		shown: filter ? lacking(filter) : page.units.length > 1 && !unit ? [] : people,
		all: people.length,
		counts: Object.fromEntries(links.map((link) => [link, lacking(link).length])) as Record<
			(typeof links)[number],
			number
		>,
		ownId: door.actor.personId,
		today,
		soon: addDays(today, 7),
	};
};
const act = actionsWith(({ round }) => ({ roundId: round }));

export const actions: Actions = {
	nhac: async (event) => {
		const answer = await runForm(event, 'nhac', urgeInRound, {
			extra: { roundId: event.params.round },
			lists: ['personIds'],
		});
		return answer.ok ? { action: 'nhac', ...answer.result } : answer.problem;
	},
	'hoc-bu': act('hoc-bu', planMakeUp),
	'xac-nhan': act('xac-nhan', confirmMakeUp),
	mien: act('mien', excuseParticipant),
};
