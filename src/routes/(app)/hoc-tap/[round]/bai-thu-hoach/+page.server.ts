import { redirect } from '@sveltejs/kit';
import { addFiles, dropFile } from '#lib/features/reflections/files.server.ts';
import {
	shareReflection,
	takeBackReflection,
	takeUpAct,
	unshareReflection,
} from '#lib/features/reflections/hand-in.server.ts';
import { writingPage } from '#lib/features/reflections/queries.server.ts';
import { remarkOnReflection } from '#lib/features/reflections/review.server.ts';
import { saveReflection } from '#lib/features/reflections/writing.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const now = door.clock();
	const today = dayOf(now);
	return {
		...(await look(door, (tx) => writingPage(tx, door.actor, params.round, today))),
		personId: door.actor.personId ?? '',
		newKey: now.getTime().toString(36),
		isHandedInNow: url.searchParams.has('da-nop'),
		today,
	};
};

type Event = Parameters<Actions[string]>[0];
const acts = {
	'bo-tep': dropFile,
	'lay-lai': takeBackReflection,
	'chia-se': shareReflection,
	'thoi-chia-se': unshareReflection,
	'nhan-viec': takeUpAct,
	'tra-loi': remarkOnReflection,
};
const perform = (name: keyof typeof acts) => async (event: Event) => {
	const extra = { roundId: event.params['round'] };
	const answer = await runForm<unknown, unknown>(event, name, acts[name] as never, { extra });
	return answer.ok ? { action: name } : answer.problem;
};

export const actions: Actions = {
	...Object.fromEntries((Object.keys(acts) as (keyof typeof acts)[]).map((name) => [name, perform(name)])),
	/** The form without a script: what was written on another device meanwhile is kept too. */
	luu: async (event) => {
		const input = readForm(await event.request.formData());
		const { revision, ...rest } = input;
		const fields = Object.fromEntries(
			Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
		);
		try {
			await saveReflection(doorOf(event), { roundId: event.params.round, revision, fields, joins: true });
		} catch (error) {
			return formProblem(error, 'luu', input);
		}
		redirect(303, `/hoc-tap/${event.params.round}/bai-thu-hoach/xem-lai`);
	},
	'them-tep': async (event) => {
		const form = await event.request.formData();
		const files = [];
		for (const entry of form.getAll('files'))
			if (typeof entry !== 'string' && entry.size > 0)
				files.push({ name: entry.name, bytes: new Uint8Array(await entry.arrayBuffer()) });
		try {
			await addFiles(doorOf(event), { roundId: event.params.round, files });
		} catch (error) {
			return formProblem(error, 'them-tep');
		}
		return { action: 'them-tep' };
	},
};
