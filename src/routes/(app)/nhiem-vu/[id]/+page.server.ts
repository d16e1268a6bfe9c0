import { cancelTask } from '#lib/features/programmes/commands.server.ts';
import { decideReport, reportTask } from '#lib/features/programmes/commands-reports.server.ts';
import { MAX_FILES } from '#lib/features/programmes/domain/evidence.ts';
import { taskPageOf } from '#lib/features/programmes/queries.server.ts';
import { statusOf } from '#lib/features/relations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return look(door, async (tx) => {
		const page = await taskPageOf(tx, door.actor, params.id);
		const ids = page.clauses.map(({ documentId }) => documentId);
		return { ...page, statuses: await statusOf(tx, door.actor, ids, today), today };
	});
};

export const actions: Actions = {
	'bao-cao': async (event) => {
		const door = doorOf(event);
		const form = await event.request.formData();
		const input = readForm(form);
		const text = (name: string): string => (typeof input[name] === 'string' ? input[name].trim() : '');
		try {
			const files = form
				.getAll('files')
				.filter((entry): entry is File => entry instanceof File && entry.name !== '');
			const read = files
				.slice(0, MAX_FILES + 1)
				.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
			await reportTask(door, {
				taskId: event.params.id,
				kind: text('kind'),
				body: text('body'),
				...(text('percent') ? { percent: text('percent') } : {}),
				links: text('link') ? [{ title: text('linkTitle'), url: text('link') }] : [],
				texts: text('evidenceText') ? [{ title: '', body: text('evidenceText') }] : [],
				files: await Promise.all(read),
			});
		} catch (error) {
			return formProblem(error, 'bao-cao', input);
		}
		return { action: 'bao-cao' };
	},
	duyet: async (event) => {
		const answer = await runForm(event, 'duyet', decideReport);
		return answer.ok ? { action: 'duyet' } : answer.problem;
	},
	rut: async (event) => {
		const answer = await runForm(event, 'rut', cancelTask, { extra: { taskId: event.params.id } });
		return answer.ok ? { action: 'rut' } : answer.problem;
	},
};
