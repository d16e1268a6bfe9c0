import { sql } from 'kysely';
import { type PersonOfUnit, peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import type { Result } from './domain/states.ts';
import {
	courseById,
	courseColumns,
	type KnownCourse,
	type KnownNeed,
	needColumns,
	needTables,
	trainingRuleFor,
} from './facts.server.ts';
import {
	mayAnswerNeed,
	mayChangeCourse,
	mayLeadTraining,
	mayNoteResults,
	maySeeBelow,
	maySeeCourses,
	maySetTrainingRule,
} from './policy.ts';

export type CourseLine = KnownCourse & {
	/** Those whom the reader may see: all for who leads, else oneself. */
	people: number;
	completed: number;
	/** The reader's own part in it. */
	own: Result | null;
};

/** The courses of a unit that begin or end in a year, as its plan has them. */
export const coursesOf = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	year: number,
): Promise<CourseLine[]> => {
	const found = await sql<CourseLine>`
		select ${courseColumns}, count(p.person_id)::int as people, count(p.person_id) filter (where p.result = 'completed')::int as completed,
			max(p.result) filter (where p.person_id = ${actor.personId}) as own
		from training_course c join unit u on u.tenant_id = c.tenant_id and u.id = c.unit_id
		left join training_participant p on p.tenant_id = c.tenant_id and p.course_id = c.id
		where c.tenant_id = ${actor.tenantId} and c.unit_id = ${unitId}
			and c.starts_on <= ${`${String(year)}-12-31`} and c.ends_on >= ${`${String(year)}-01-01`}
		group by c.tenant_id, c.id, u.tenant_id, u.id order by c.starts_on, c.title`.execute(tx);
	return found.rows;
};

/** Needs, the longest waiting first; row level security says whose. */
export const needsWhere = async (
	tx: Tx,
	tenantId: string,
	of: { unitId?: string; personId?: string; state?: string },
): Promise<KnownNeed[]> => {
	const found = await sql<KnownNeed>`
		select ${needColumns} from ${needTables} where w.tenant_id = ${tenantId}
			${of.unitId ? sql`and w.unit_id = ${of.unitId}` : sql``} ${of.personId ? sql`and w.person_id = ${of.personId}` : sql``}
			${of.state ? sql`and w.state = ${of.state}` : sql``}
		order by w.raised_at, w.id`.execute(tx);
	return found.rows;
};

/** The needs that came from these things (proposals in papers, reviews). */
export const needsFrom = async (
	tx: Tx,
	tenantId: string,
	sourceIds: readonly string[],
): Promise<(KnownNeed & { sourceId: string })[]> => {
	if (sourceIds.length === 0) return [];
	const found = await sql<KnownNeed & { sourceId: string }>`
		select ${needColumns}, w.source_id as "sourceId" from ${needTables}
		where w.tenant_id = ${tenantId} and w.source_id = any(${`{${sourceIds.join(',')}}`}::text::uuid[]) order by w.raised_at, w.id`.execute(
		tx,
	);
	return found.rows;
};

/** The plan and the courses of a unit in a year. @throws Failure missing */
export const planPage = async (tx: Tx, actor: Actor, of: { unitId: string; year: number }, today: Day) => {
	const unit = await requireUnit(tx, of.unitId);
	const facts = { unitId: unit.id, path: unit.path };
	if (!maySeeCourses(actor, facts).allowed) throw missing('failure_not_found');
	const leads = mayLeadTraining(actor, unit.id).allowed;
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId: unit.id }, today);
	return {
		unit: { id: unit.id, name: unit.name },
		year: of.year,
		strands: rule.strands,
		courses: await coursesOf(tx, actor, unit.id, of.year),
		needsOpen: leads ? (await needsWhere(tx, actor.tenantId, { unitId: unit.id, state: 'open' })).length : 0,
		powers: {
			lead: leads,
			gaps: leads || maySeeBelow(actor, unit.id).allowed,
			setRule: maySetTrainingRule(actor, unit.id).allowed,
			isOfUnit: actor.standings.some((held) => held.unitId === unit.id),
			enters: leads || actor.roles.some((held) => held.unitId === unit.id && held.role === 'clerk'),
		},
	};
};

/** Those who can be put on a course or be said to need one: the people of the unit with a standing. */
export const peopleToChoose = async (tx: Tx, unitId: string, today: Day): Promise<PersonOfUnit[]> =>
	(await peopleOfUnit(tx, unitId, today)).filter(({ standing }) => standing !== null);

/** What the form of a new course needs. @throws Failure refused */
export const newCoursePage = async (
	tx: Tx,
	actor: Actor,
	of: { unitId: string; needIds: readonly string[] },
	today: Day,
) => {
	const may = mayLeadTraining(actor, of.unitId);
	if (!may.allowed) throw refused(may.key);
	const unit = await requireUnit(tx, of.unitId);
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId: unit.id }, today);
	const open = await needsWhere(tx, actor.tenantId, { unitId: unit.id, state: 'open' });
	const people = await peopleToChoose(tx, unit.id, today);
	return {
		unit: { id: unit.id, name: unit.name },
		strands: rule.strands,
		certificates: rule.certificates.map(({ code, name }) => ({ code, name })),
		people: people.map(({ personId, fullName, jobTitle }) => ({ personId, fullName, jobTitle })),
		needs: open.filter((need) => mayAnswerNeed(actor, need).allowed),
		chosen: of.needIds,
		today,
	};
};

export type Participant = {
	personId: string;
	name: string;
	result: Result;
	mark: string;
	notedByName: string | null;
};

/** A course with who takes part, as far as the reader may know. @throws Failure missing */
export const coursePage = async (tx: Tx, actor: Actor, courseId: string, today: Day) => {
	const course = await courseById(tx, actor.tenantId, courseId);
	if (!maySeeCourses(actor, course).allowed) throw missing('failure_not_found');
	const found = await sql<Participant>`
		select p.person_id as "personId", n.full_name as name, p.result, p.mark, b.full_name as "notedByName"
		from training_participant p join person n on n.tenant_id = p.tenant_id and n.id = p.person_id
		left join person b on b.tenant_id = p.tenant_id and b.id = p.noted_by
		where p.tenant_id = ${actor.tenantId} and p.course_id = ${course.id}
		order by n.sort_key collate "vi-x-icu", n.id`.execute(tx);
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId: course.unitId }, today);
	const changes = mayChangeCourse(actor, course).allowed;
	const on = new Set(found.rows.map(({ personId }) => personId));
	const people = changes ? await peopleToChoose(tx, course.unitId, today) : [];
	return {
		course,
		strands: rule.strands,
		certificates: rule.certificates.map(({ code, name }) => ({ code, name })),
		participants: found.rows,
		own: found.rows.find(({ personId }) => personId === actor.personId) ?? null,
		toAdd: people
			.filter(({ personId }) => !on.has(personId))
			.map(({ personId, fullName }) => ({ personId, fullName })),
		needs: mayLeadTraining(actor, course.unitId).allowed
			? (await needsWhere(tx, actor.tenantId, { unitId: course.unitId, state: 'planned' })).filter(
					(need) => need.courseId === course.id,
				)
			: [],
		powers: {
			lead: mayLeadTraining(actor, course.unitId).allowed,
			change: changes,
			note: mayNoteResults(actor, course, today).allowed,
		},
		selfId: actor.personId,
	};
};
