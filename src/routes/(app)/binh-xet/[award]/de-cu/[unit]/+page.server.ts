import {
	dropEvidence,
	signNomination,
	withdrawNomination,
	writeNomination,
} from '#lib/features/nominations/nominate.server.ts';
import { nominationPage } from '#lib/features/nominations/queries-nomination.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, type FormInput, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

const MOST_FILES = 10;

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const wanted = { awardId: params.award, unitId: params.unit, today };
	return {
		page: await look(door, (tx) => nominationPage(tx, door.actor, wanted)),
		today,
		place: `de-cu ${door.actor.personId} ${params.award} ${params.unit}`,
	};
};

const idsOf = ({ params }: RequestEvent) => ({ awardId: params.award, unitId: params.unit });

/** What was told of each criterion: its fields bear the key of the criterion. */
const valuesOf = (input: FormInput) =>
	Object.entries(input).flatMap(([name, value]) => {
		const [, way, criterion] = /^(amount|met)_(.+)$/.exec(name) ?? [];
		return way && criterion && value !== undefined
			? [{ criterion, [way]: value, words: input[`words_${criterion}`] }]
			: [];
	});

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const done = await runForm(event, name, command, { extra: idsOf(event) });
		return done.ok ? { action: name } : done.problem;
	};

export const actions: Actions = {
	viet: async (event) => {
		const form = await event.request.formData();
		const { files: _files, ...input } = readForm(form, ['documentIds']);
		try {
			const files = [];
			for (const file of form.getAll('files').slice(0, MOST_FILES + 1))
				if (file instanceof File && file.name !== '')
					files.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
			await writeNomination(doorOf(event), { ...input, ...idsOf(event), values: valuesOf(input), files });
		} catch (error) {
			return formProblem(error, 'viet', input);
		}
		return { action: 'viet' };
	},
	'bo-minh-chung': act('bo-minh-chung', dropEvidence),
	ky: act('ky', signNomination),
	rut: act('rut', withdrawNomination),
};
