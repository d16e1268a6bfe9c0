import { redirect } from '@sveltejs/kit';
import {
	dropResolution,
	nameDocuments,
	putResolution,
	reopenResolution,
	saveResolution,
	takeOverGiven,
} from '#lib/features/resolutions/commands.server.ts';
import {
	addPlannedTask,
	changePlannedTask,
	movePlannedTask,
	removePlannedTask,
} from '#lib/features/resolutions/commands-tasks.server.ts';
import { issueResolution } from '#lib/features/resolutions/issue.server.ts';
import { resolutionPage } from '#lib/features/resolutions/queries.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const page = await look(door, (tx) => resolutionPage(tx, door.actor, params.resolution, today));
	return {
		...page,
		point: page.points.find(({ id }) => id === url.searchParams.get('diem')) ?? null,
		changing: page.tasks.find(({ id }) => id === url.searchParams.get('sua')) ?? null,
		today,
		due: addDays(today, 25),
		readBy: addDays(today, 7),
	};
};

const act = actionsWith(({ resolution }) => ({ resolutionId: resolution }));

/** As `act`, and then to the page without what was asked of it in the address. */
const actAndBack =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command, { extra: { resolutionId: event.params.resolution } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/nghi-quyet/${event.params.resolution}#nhiem-vu`);
	};

export const actions: Actions = {
	luu: act('luu', saveResolution),
	'van-ban': act('van-ban', nameDocuments, ['documentIds']),
	'them-viec': actAndBack('them-viec', addPlannedTask),
	'sua-viec': actAndBack('sua-viec', changePlannedTask),
	'chuyen-viec': act('chuyen-viec', movePlannedTask),
	'bo-viec': act('bo-viec', removePlannedTask),
	'phan-cong': act('phan-cong', takeOverGiven),
	'bieu-quyet': async (event) => {
		const answer = await runForm(event, 'bieu-quyet', putResolution, {
			extra: { resolutionId: event.params.resolution },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/hop/${answer.result.meetingId}`);
	},
	'mo-lai': act('mo-lai', reopenResolution),
	'ban-hanh': act('ban-hanh', issueResolution),
	bo: act('bo', dropResolution),
};
