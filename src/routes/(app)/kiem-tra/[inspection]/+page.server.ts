import { carryOut, conclude, demand } from '#lib/features/inspections/conclude.server.ts';
import { answer, report } from '#lib/features/inspections/findings.server.ts';
import { inspectionPage } from '#lib/features/inspections/queries.server.ts';
import { takeRecords } from '#lib/features/inspections/take.server.ts';
import { type Command, type Door, look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';
import { filesOfForm } from './files-of-form.server.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		page: await look(door, (tx) =>
			inspectionPage(tx, door.actor, { inspectionId: params.inspection, today }),
		),
		today,
		place: `kiem-tra ${door.actor.personId} ${params.inspection}`,
	};
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const done = await runForm(event, name, command, {
			lists: ['sourceIds'],
			extra: { inspectionId: event.params.inspection },
		});
		return done.ok ? { action: name } : done.problem;
	};

/** An act that brings files. */
const withFiles =
	(name: string, run: (door: Door, raw: unknown) => Promise<void>) => async (event: RequestEvent) => {
		const form = await event.request.formData();
		const input = readForm(form);
		try {
			const files = await filesOfForm(form);
			await run(doorOf(event), { ...input, files, inspectionId: event.params.inspection });
		} catch (error) {
			return formProblem(error, name, input);
		}
		return { action: name };
	};

export const actions: Actions = {
	'lay-ho-so': act('lay-ho-so', takeRecords),
	'gui-ket-qua': act('gui-ket-qua', report),
	'tra-loi': withFiles('tra-loi', answer),
	'ket-luan': act('ket-luan', conclude),
	'yeu-cau': act('yeu-cau', demand),
	'da-lam': withFiles('da-lam', carryOut),
};
