import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { courseById, type KnownCourse, lockedNeed, trainingRuleFor } from './facts.server.ts';
import { mayAnswerNeed, mayChangeCourse, mayLeadTraining } from './policy.ts';
import {
	AddPeopleInput,
	CancelCourseInput,
	ChangeCourseInput,
	PlanCourseInput,
	TakeOffInput,
} from './schema.ts';
import { tellOf } from './tell.server.ts';

export const subjectOf = (course: { id: string; unitId: string }) => ({
	subject: { type: 'training_course', id: course.id },
	unitId: course.unitId,
});

type Told = {
	title: string;
	strand: string;
	organiser: string;
	startsOn: string;
	endsOn: string;
	place: string;
	isOnline: boolean;
	hours: number;
	certificateKind: string;
};

/** What is written of a course. @throws Failure invalid where the rule knows no such strand or certificate */
const columnsOf = async ({ tx, actor }: CommandContext, unitId: string, told: Told) => {
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId }, told.startsOn);
	if (!rule.strands.some(({ code }) => code === told.strand))
		throw invalidAt('strand', 'issue_strand_needed');
	if (told.certificateKind && !rule.certificates.some(({ code }) => code === told.certificateKind))
		throw invalidAt('certificateKind', 'issue_certificate_kind');
	return {
		title: told.title,
		strand: told.strand,
		organiser: told.organiser,
		starts_on: told.startsOn,
		ends_on: told.endsOn,
		place: told.place,
		is_online: told.isOnline,
		hours: told.hours,
		certificate_kind: told.certificateKind || null,
	};
};

/** Puts people of the unit on a course and tells them; who is on it already stays. */
const putOn = async (
	context: CommandContext,
	course: Pick<KnownCourse, 'id' | 'unitId' | 'title'>,
	personIds: readonly string[],
): Promise<number> => {
	if (personIds.length === 0) return 0;
	const people = await peopleOfUnit(context.tx, course.unitId, context.today);
	const known = new Set(people.filter(({ standing }) => standing !== null).map(({ personId }) => personId));
	const wanted = [...new Set(personIds)];
	if (wanted.some((personId) => !known.has(personId))) throw invalidAt('personIds', 'issue_people_of_unit');
	const added = await context.tx
		.insertInto('training_participant')
		.values(
			wanted.map((personId) => ({
				tenant_id: context.actor.tenantId,
				course_id: course.id,
				person_id: personId,
				unit_id: course.unitId,
				added_at: context.now,
			})),
		)
		.onConflict((known) => known.columns(['tenant_id', 'course_id', 'person_id']).doNothing())
		.returning('person_id as personId')
		.execute();
	await tellOf(context, {
		personIds: added.map(({ personId }) => personId),
		unitId: course.unitId,
		kind: 'training.asked',
		subjectId: course.id,
		href: `/dao-tao/khoa/${course.id}`,
		detail: { title: course.title },
	});
	return added.length;
};

/** Puts a course into the unit's plan, with who takes part and the needs that it answers. */
export const planCourse = command('training.plan_course', PlanCourseInput, async (context, input) => {
	const { tx, actor, now } = context;
	await requireUnit(tx, input.unitId);
	context.permit(mayLeadTraining(actor, input.unitId));
	const course = { id: context.newId(), unitId: input.unitId, title: input.title };
	await tx
		.insertInto('training_course')
		.values({
			tenant_id: actor.tenantId,
			id: course.id,
			unit_id: course.unitId,
			...(await columnsOf(context, input.unitId, input)),
			state: 'planned',
			created_by: context.personId,
			created_at: now,
		})
		.execute();
	const needs = [];
	for (const needId of new Set(input.needIds)) {
		const need = await lockedNeed(context, needId);
		if (need.unitId !== input.unitId) throw missing('failure_not_found');
		context.permit(mayAnswerNeed(actor, need));
		needs.push(need);
	}
	await putOn(context, course, [...input.personIds, ...needs.map(({ personId }) => personId)]);
	for (const need of needs) {
		await tx
			.updateTable('training_need')
			.set({ state: 'planned', course_id: course.id, answered_by: context.personId, answered_at: now })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', need.id)
			.execute();
		await context.emit('training.need_planned', {
			subject: { type: 'training_need', id: need.id },
			unitId: need.unitId,
			personId: need.personId,
			personal: true,
		});
		await tellOf(context, {
			personIds: [need.personId],
			unitId: need.unitId,
			kind: 'training.planned',
			subjectId: need.id,
			href: `/dao-tao/khoa/${course.id}`,
			detail: { title: course.title },
		});
	}
	await context.emit('training.course_planned', { ...subjectOf(course), after: { title: course.title } });
	return { courseId: course.id };
});

/** Changes what a course is and when, until it was held. */
export const changeCourse = command('training.change_course', ChangeCourseInput, async (context, input) => {
	const { tx, actor } = context;
	const course = await courseById(tx, actor.tenantId, input.courseId, true);
	context.permit(mayChangeCourse(actor, course));
	await tx
		.updateTable('training_course')
		.set(await columnsOf(context, course.unitId, input))
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', course.id)
		.execute();
	await context.emit('training.course_changed', {
		...subjectOf(course),
		before: { title: course.title, startsOn: course.startsOn, endsOn: course.endsOn, hours: course.hours },
		after: { title: input.title, startsOn: input.startsOn, endsOn: input.endsOn, hours: input.hours },
	});
});

/** Calls a course off, with the reason. */
export const cancelCourse = command('training.cancel_course', CancelCourseInput, async (context, input) => {
	const { tx, actor } = context;
	const course = await courseById(tx, actor.tenantId, input.courseId, true);
	context.permit(mayChangeCourse(actor, course));
	await tx
		.updateTable('training_course')
		.set({ state: 'cancelled', reason: input.reason })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', course.id)
		.execute();
	const asked = await tx
		.selectFrom('training_participant')
		.select('person_id as personId')
		.where('tenant_id', '=', actor.tenantId)
		.where('course_id', '=', course.id)
		.execute();
	await tellOf(context, {
		personIds: asked.map(({ personId }) => personId),
		unitId: course.unitId,
		kind: 'training.cancelled',
		subjectId: course.id,
		href: `/dao-tao/khoa/${course.id}`,
		detail: { title: course.title },
	});
	await context.emit('training.course_cancelled', { ...subjectOf(course), after: { reason: input.reason } });
});

/** Puts more people on a course. */
export const addPeople = command('training.add_people', AddPeopleInput, async (context, input) => {
	const course = await courseById(context.tx, context.actor.tenantId, input.courseId, true);
	context.permit(mayChangeCourse(context.actor, course));
	const added = await putOn(context, course, input.personIds);
	await context.emit('training.people_added', { ...subjectOf(course), after: { people: added } });
	return { added };
});

/** Takes somebody off a course who has no result yet. */
export const takeOff = command('training.take_off', TakeOffInput, async (context, input) => {
	const { tx, actor } = context;
	const course = await courseById(tx, actor.tenantId, input.courseId, true);
	context.permit(mayChangeCourse(actor, course));
	const taken = await tx
		.deleteFrom('training_participant')
		.where('tenant_id', '=', actor.tenantId)
		.where('course_id', '=', course.id)
		.where('person_id', '=', input.personId)
		.where('result', '=', 'asked')
		.returning('person_id')
		.executeTakeFirst();
	if (!taken) throw missing('failure_not_found');
	await context.emit('training.taken_off', {
		...subjectOf(course),
		personId: input.personId,
		personal: true,
	});
});
