import { redirect } from '@sveltejs/kit';
import { talkWritingPage } from '#lib/features/talks/queries-writing.server.ts';
import { chooseTheme, saveTalk, sendTalk } from '#lib/features/talks/writing.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const say = {
		examples: m.talk_examples(),
		source: (name: string, title: string): string => m.talk_example_source({ name, title }),
	};
	return {
		writing: await look(door, (tx) => talkWritingPage(tx, door.actor, params.talk, say)),
		personId: door.actor.personId ?? '',
		today: dayOf(door.clock()),
	};
};

export const actions: Actions = {
	/** The form without a script: keeps what was typed and stays, or keeps it and sends it for review. */
	luu: async (event) => {
		const input = readForm(await event.request.formData());
		const talkId = event.params.talk;
		try {
			await saveTalk(doorOf(event), { ...input, talkId });
			if (input['sends'] === undefined) return { action: 'luu' };
			await sendTalk(doorOf(event), { talkId });
		} catch (error) {
			return formProblem(error, 'luu', input);
		}
		redirect(303, `/duoi-co/${talkId}?da-gui`);
	},
	'chu-de': async (event) => {
		const answer = await runForm(event, 'chu-de', chooseTheme, { extra: { talkId: event.params.talk } });
		return answer.ok ? { action: 'chu-de' } : answer.problem;
	},
};
