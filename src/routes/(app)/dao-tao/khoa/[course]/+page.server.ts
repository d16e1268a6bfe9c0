import { addPeople, cancelCourse, changeCourse, takeOff } from '#lib/features/training/courses.server.ts';
import { coursePage } from '#lib/features/training/queries.server.ts';
import { noteResults } from '#lib/features/training/results.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return { ...(await look(door, (tx) => coursePage(tx, door.actor, params.course, today))), today };
};
const act = actionsWith(({ course }) => ({ courseId: course }));

export const actions: Actions = {
	sua: act('sua', changeCourse),
	huy: act('huy', cancelCourse),
	'them-nguoi': act('them-nguoi', addPeople, ['personIds']),
	'bo-nguoi': act('bo-nguoi', takeOff),
	'ket-qua': act('ket-qua', noteResults),
};
