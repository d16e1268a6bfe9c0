import { redirect } from '@sveltejs/kit';
import { giveLimit, sayFact } from '#lib/features/limits/give.server.ts';
import { givePage } from '#lib/features/limits/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	// Whoever sits in the unit above comes with the unit of the person.
	const asked = url.searchParams.get('don-vi');
	const unitId = asked && uuidPattern.test(asked) ? asked : presentUnit(door.actor, cookies.get('don-vi')).id;
	const personId = url.searchParams.get('nguoi');
	const today = dayOf(door.clock());
	const page = await look(door, (tx) =>
		givePage(tx, door.actor, {
			unitId,
			personId: personId && uuidPattern.test(personId) ? personId : null,
			today,
		}),
	);
	return {
		...page,
		facts: page.facts.map((fact) => ({
			value: `${fact.source}:${fact.sourceId}`,
			label: sayFact(fact),
			source: fact.source,
		})),
		source: url.searchParams.get('nguon') ?? '',
		unitId,
		place: `nhac-nho ${door.actor.personId} ${page.chosen?.personId ?? ''}`,
		today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', giveLimit);
		if (!answer.ok) return answer.problem;
		redirect(303, `/nhac-nho/${answer.result.limitId}`);
	},
};
