import { decideAward } from '#lib/features/nominations/decide.server.ts';
import { cancelAward, nominateUnits } from '#lib/features/nominations/open.server.ts';
import { papersOf } from '#lib/features/nominations/paper.server.ts';
import { awardPage } from '#lib/features/nominations/queries-award.server.ts';
import { fixFigures, recordSession, recordVote } from '#lib/features/nominations/vote.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';
import { voteOfForm, votersOfForm } from './votes-of-form.server.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const wanted = { awardId: params.award, order: url.searchParams.get('xep') ?? 'name', today };
	const page = await look(door, (tx) => awardPage(tx, door.actor, wanted));
	return { page, papers: papersOf(page), today };
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const done = await runForm(event, name, command, {
			lists: ['unitIds'],
			extra: { awardId: event.params.award },
		});
		return done.ok ? { action: name } : done.problem;
	};

export const actions: Actions = {
	'de-cu': act('de-cu', nominateUnits),
	chot: act('chot', fixFigures),
	'quyet-dinh': act('quyet-dinh', decideAward),
	dung: act('dung', cancelAward),
	'phien-hop': async (event) => {
		const input = readForm(await event.request.formData());
		try {
			await recordSession(doorOf(event), {
				...input,
				awardId: event.params.award,
				voters: votersOfForm(input),
			});
		} catch (error) {
			return formProblem(error, 'phien-hop', input);
		}
		return { action: 'phien-hop' };
	},
	'kiem-phieu': async (event) => {
		const form = await event.request.formData();
		const lists = [...new Set(form.keys())].filter((name) => name.startsWith('yes_'));
		const input = readForm(form, lists);
		try {
			await recordVote(doorOf(event), { ...input, awardId: event.params.award, ...voteOfForm(input) });
		} catch (error) {
			return formProblem(error, 'kiem-phieu', input);
		}
		return { action: 'kiem-phieu' };
	},
};
