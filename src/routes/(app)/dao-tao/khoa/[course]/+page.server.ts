import { addPeople, cancelCourse, changeCourse, takeOff } from '#lib/features/training/courses.server.ts';
import { coursePage } from '#lib/features/training/queries.server.ts';
import { noteResults } from '#lib/features/training/results.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return { ...(await look(door, (tx) => coursePage(tx, door.actor, params.course, today))), today };
};

const acts = {
	sua: changeCourse,
	huy: cancelCourse,
	'them-nguoi': addPeople,
	'bo-nguoi': takeOff,
	'ket-qua': noteResults,
};
const perform = (name: keyof typeof acts) => async (event: Parameters<Actions[string]>[0]) => {
	const extra = { courseId: event.params['course'] };
	const lists = name === 'them-nguoi' ? ['personIds'] : [];
	const answer = await runForm<unknown, unknown>(event, name, acts[name] as never, { extra, lists });
	return answer.ok ? { action: name } : answer.problem;
};

export const actions: Actions = {
	sua: perform('sua'),
	huy: perform('huy'),
	'them-nguoi': perform('them-nguoi'),
	'bo-nguoi': perform('bo-nguoi'),
	'ket-qua': perform('ket-qua'),
};
