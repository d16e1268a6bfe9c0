import { limitAddress } from '#lib/features/limits/public.server.ts';
import { organisationsInTask } from '#lib/features/mass-organisations/queries.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { cancelTask } from '#lib/features/programmes/commands.server.ts';
import {
	addIndicator,
	measureIndicator,
	removeIndicator,
} from '#lib/features/programmes/commands-indicators.server.ts';
import {
	beginTask,
	setNeeds,
	startRecurrence,
	stopRecurrence,
} from '#lib/features/programmes/commands-order.server.ts';
import { decideReport, reportTask } from '#lib/features/programmes/commands-reports.server.ts';
import {
	addStep,
	changeStep,
	moveStep,
	removeStep,
	tickStep,
} from '#lib/features/programmes/commands-steps.server.ts';
import {
	askDeadline,
	decideDeadline,
	moveDeadline,
	urgeTasks,
} from '#lib/features/programmes/commands-supervise.server.ts';
import { MAX_FILES } from '#lib/features/programmes/domain/evidence.ts';
import { orderChoices } from '#lib/features/programmes/queries-forms.server.ts';
import { taskPageOf } from '#lib/features/programmes/queries-tasks.server.ts';
import { statusOf } from '#lib/features/relations/queries-status.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { belongsTo } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return look(door, async (tx) => {
		const page = await taskPageOf(tx, door.actor, params.id);
		const ids = page.clauses.map(({ documentId }) => documentId);
		const people = page.depth.powers.plan ? await peopleOfUnit(tx, page.task.unitId, today) : [];
		const { ownerId, unitId, state, dueOn } = page.task;
		const isLate = (state === 'assigned' || state === 'in_progress') && dueOn < today;
		return {
			...page,
			remindHref: isLate
				? limitAddress(door.actor, { personId: ownerId, unitId }, { source: 'task', id: params.id })
				: null,
			praiseHref:
				state === 'accepted' && ownerId !== door.actor.personId && belongsTo(door.actor, unitId)
					? `/guong-sang/de-xuat?nguoi=${ownerId}&nhiem-vu=${params.id}`
					: null,
			/** Mass organisations that lead it or take part. */
			organisations: await organisationsInTask(tx, door.actor, params.id, today),
			statuses: await statusOf(tx, door.actor, ids, today),
			choices: page.depth.powers.order ? await orderChoices(tx, door.actor, params.id) : [],
			people: people.map(({ personId, fullName }) => ({ value: personId, label: fullName })),
			today,
		};
	});
};

const act = actionsWith(({ id }) => ({ taskId: id }));

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
				difficulty: text('difficulty'),
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
	duyet: act('duyet', decideReport),
	rut: act('rut', cancelTask),
	'bat-dau': act('bat-dau', beginTask),
	'buoc-them': act('buoc-them', addStep),
	'buoc-xong': act('buoc-xong', tickStep),
	'buoc-sua': act('buoc-sua', changeStep),
	'buoc-chuyen': act('buoc-chuyen', moveStep),
	'buoc-bo': act('buoc-bo', removeStep),
	'chi-tieu-them': act('chi-tieu-them', addIndicator),
	'chi-tieu-bo': act('chi-tieu-bo', removeIndicator),
	do: act('do', measureIndicator),
	cho: act('cho', setNeeds, ['needsIds']),
	'dinh-ky': act('dinh-ky', startRecurrence),
	'dung-dinh-ky': act('dung-dinh-ky', stopRecurrence),
	'don-doc': act('don-doc', urgeTasks, ['taskIds']),
	'xin-gia-han': act('xin-gia-han', askDeadline),
	'quyet-han': act('quyet-han', decideDeadline),
	'doi-han': act('doi-han', moveDeadline),
};
