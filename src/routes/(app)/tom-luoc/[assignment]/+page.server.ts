import { redirect } from '@sveltejs/kit';
import { peopleOfUnit } from '#lib/features/organisation/queries.server.ts';
import { acceptSummary, declineSummary, replaceSummary } from '#lib/features/summaries/assign.server.ts';
import { presentSummary, releaseSummary, remarkSummary } from '#lib/features/summaries/commands.server.ts';
import { assignmentPage } from '#lib/features/summaries/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const committee = ['secretary', 'deputy', 'committee_member'];

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return look(door, async (tx) => {
		const page = await assignmentPage(tx, door.actor, params.assignment);
		const people = page.powers.replace ? await peopleOfUnit(tx, page.assignment.unitId, today) : [];
		return {
			...page,
			people: people
				.filter(({ roles }) => roles.some(({ role }) => committee.includes(role)))
				.map(({ personId, fullName }) => ({ value: personId, label: fullName })),
			today,
			soon: addDays(today, 7),
		};
	});
};

const act = actionsWith(({ assignment }) => ({ assignmentId: assignment }));

export const actions: Actions = {
	nhan: act('nhan', acceptSummary),
	'tu-choi': act('tu-choi', declineSummary),
	'trinh-bay': act('trinh-bay', presentSummary),
	'gop-y': act('gop-y', remarkSummary),
	'phat-hanh': async (event) => {
		const answer = await runForm(event, 'phat-hanh', releaseSummary, {
			extra: { assignmentId: event.params.assignment },
		});
		return answer.ok ? { action: 'phat-hanh' } : answer.problem;
	},
	'giao-lai': async (event) => {
		const answer = await runForm(event, 'giao-lai', replaceSummary, {
			extra: { assignmentId: event.params.assignment },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/tom-luoc/${answer.result.assignmentId}`);
	},
};
