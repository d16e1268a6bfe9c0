import { command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { subjectOf } from './courses.server.ts';
import { courseById } from './facts.server.ts';
import { mayNoteResultOf, mayNoteResults } from './policy.ts';
import { NoteResultsInput } from './schema.ts';
import { tellOf } from './tell.server.ts';

/** Notes what came of it for each: completed or not, with a mark in words. Nobody notes the own result. */
export const noteResults = command('training.note_results', NoteResultsInput, async (context, input) => {
	const { tx, actor, now } = context;
	const course = await courseById(tx, actor.tenantId, input.courseId, true);
	context.permit(mayNoteResults(actor, course, context.today));
	for (const { personId, result, mark } of input.noted) {
		context.permit(mayNoteResultOf(actor, personId));
		const noted = await tx
			.updateTable('training_participant')
			.set({ result, mark, noted_by: context.personId, noted_at: now })
			.where('tenant_id', '=', actor.tenantId)
			.where('course_id', '=', course.id)
			.where('person_id', '=', personId)
			.returning('person_id')
			.executeTakeFirst();
		if (!noted) throw missing('failure_not_found');
		await context.emit('training.result_noted', {
			...subjectOf(course),
			personId,
			personal: true,
			after: { result },
		});
		await tellOf(context, {
			personIds: [personId],
			unitId: course.unitId,
			kind: 'training.noted',
			subjectId: course.id,
			href: `/dao-tao/khoa/${course.id}`,
			detail: { title: course.title },
		});
	}
	if (course.state === 'planned') {
		await tx
			.updateTable('training_course')
			.set({ state: 'held', closed_at: now })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', course.id)
			.execute();
		await context.emit('training.course_held', subjectOf(course));
	}
	return { noted: input.noted.length };
});
