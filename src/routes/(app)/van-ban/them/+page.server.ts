import { randomUUID } from 'node:crypto';
import { confirmIntake, receiveFile, setIntakeAside } from '#lib/features/library/commands.server.ts';
import { intakesOf } from '#lib/features/library/queries.server.ts';
import { type ToldFile, tellReceived } from '#lib/features/library/told.server.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { look } from '#lib/platform/command/command.ts';
import { readErrorMessage } from '#lib/platform/file-readers/messages.ts';
import { doorOf, formProblem, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const { waiting, failed } = await look(door, (tx) => intakesOf(tx, door.actor, unit.id));
	const language = getLocale();
	return {
		batchId: randomUUID(),
		unitName: unit.name,
		waiting,
		failed: failed.map(({ id, filePath, errorKey, errorDetail }) => ({
			id,
			filePath,
			error: errorKey ? readErrorMessage(errorKey, errorDetail ?? {}, language) : '',
		})),
	};
};

export const actions: Actions = {
	/** Without JavaScript all files come in one post; each gets its own answer, whatever becomes of the others. */
	nhan: async ({ locals, cookies, request }) => {
		const door = doorOf({ locals });
		const unitId = presentUnit(door.actor, cookies.get('don-vi')).id;
		const form = await request.formData();
		const files = form
			.getAll('files')
			.filter((entry): entry is File => entry instanceof File && entry.name !== '');
		const told: ToldFile[] = [];
		try {
			for (const file of files) {
				const bytes = new Uint8Array(await file.arrayBuffer());
				const received = await receiveFile(door, {
					unitId,
					batchId: randomUUID(),
					filePath: file.name,
					bytes,
				});
				told.push(tellReceived(file.name, received, getLocale()));
			}
		} catch (error) {
			return formProblem(error, 'nhan');
		}
		return { action: 'nhan', told };
	},
	/** Confirms what was recognised as it stands. */
	'xac-nhan': async (event) => {
		const answer = await runForm(event, 'xac-nhan', confirmIntake);
		return answer.ok ? { action: 'xac-nhan', documentId: answer.result.documentId } : answer.problem;
	},
	'bo-qua': async (event) => {
		const answer = await runForm(event, 'bo-qua', setIntakeAside);
		return answer.ok ? { action: 'bo-qua' } : answer.problem;
	},
};
