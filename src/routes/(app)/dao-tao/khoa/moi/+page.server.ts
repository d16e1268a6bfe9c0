import { redirect } from '@sveltejs/kit';
import { planCourse } from '#lib/features/training/courses.server.ts';
import { newCoursePage } from '#lib/features/training/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const wanted = { unitId: unit.id, needIds: url.searchParams.getAll('nhu-cau') };
	return look(door, (tx) => newCoursePage(tx, door.actor, wanted, dayOf(door.clock())));
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', planCourse, { lists: ['personIds', 'needIds'] });
		if (!answer.ok) return answer.problem;
		redirect(303, `/dao-tao/khoa/${answer.result.courseId}`);
	},
};
