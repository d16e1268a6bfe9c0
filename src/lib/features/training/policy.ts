import { type Actor, belongsTo, holds, holdsAbove } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import { type CertificateState, type CourseState, mayNoteOn, type NeedState } from './domain/states.ts';

export type CourseFacts = { unitId: string; state: CourseState; startsOn: Day };
export type OfPerson = { unitId: string; personId: string };
export type CertificateFacts = OfPerson & { state: CertificateState };
export type NeedFacts = OfPerson & { state: NeedState };

const isOwn = (actor: Actor, { personId }: OfPerson): boolean =>
	actor.personId !== null && actor.personId === personId;
const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');

/** A person's record: the person, and those who lead the unit. Not the clerk, nor whoever follows it from above. */
export const mayReadRecord = (actor: Actor, record: OfPerson): Decision =>
	when(isOwn(actor, record) || leads(actor, record.unitId), 'failure_not_found');

/** The courses of a unit: its people, and whoever holds a role above. */
export const maySeeCourses = (actor: Actor, unit: { unitId: string; path: string }): Decision =>
	when(
		belongsTo(actor, unit.unitId) ||
			holdsAbove(actor, unit.path, 'secretary', 'deputy', 'committee_member', 'higher_officer'),
		'failure_not_found',
	);

/** The plan with its people, gaps by person and needs: those who lead the unit. */
export const mayLeadTraining = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_lead_training');

/** Figures of the units below, none about fewer than five people: the office that receives from below. */
export const maySeeBelow = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy', 'higher_officer'), 'refused_training_below');

/** Changing a course and who takes part, until it was held. */
export const mayChangeCourse = (actor: Actor, course: CourseFacts): Decision => {
	if (!leads(actor, course.unitId)) return denied('refused_lead_training');
	return when(course.state === 'planned', 'refused_course_state');
};

/** Noting what came of it, once it began. */
export const mayNoteResults = (actor: Actor, course: CourseFacts, today: Day): Decision => {
	if (!leads(actor, course.unitId)) return denied('refused_lead_training');
	return when(mayNoteOn(course, today), 'refused_course_not_begun');
};

/** The own result is noted by somebody else who leads. */
export const mayNoteResultOf = (actor: Actor, personId: string): Decision =>
	when(actor.personId !== personId, 'refused_note_own_result');

/** One's own certificate; those of others the clerk and those who lead. */
export const mayEnterCertificate = (actor: Actor, of: OfPerson): Decision => {
	if (isOwn(actor, of))
		return when(
			actor.standings.some(({ unitId }) => unitId === of.unitId),
			'refused_enter_certificate',
		);
	return when(leads(actor, of.unitId) || holds(actor, of.unitId, 'clerk'), 'refused_enter_certificate');
};

/** Nobody confirms or refuses the own certificate. */
export const mayDecideCertificate = (actor: Actor, certificate: CertificateFacts): Decision => {
	if (isOwn(actor, certificate)) return denied('refused_certificate_own');
	if (!leads(actor, certificate.unitId)) return denied('refused_lead_training');
	return when(certificate.state === 'entered', 'refused_certificate_state');
};

export const mayWithdrawCertificate = (actor: Actor, certificate: CertificateFacts): Decision =>
	isOwn(actor, certificate)
		? when(certificate.state === 'entered', 'refused_certificate_state')
		: denied('refused_not_own_record');

/** A need: the person's own; for somebody else those who lead. */
export const mayRaiseNeed = (actor: Actor, of: OfPerson): Decision =>
	when(
		isOwn(actor, of) ? actor.standings.some(({ unitId }) => unitId === of.unitId) : leads(actor, of.unitId),
		'refused_raise_need',
	);

/** Nobody answers the own need. */
export const mayAnswerNeed = (actor: Actor, need: NeedFacts): Decision => {
	if (isOwn(actor, need)) return denied('refused_answer_own_need');
	if (!leads(actor, need.unitId)) return denied('refused_lead_training');
	return when(need.state === 'open', 'refused_need_state');
};

export const mayWithdrawNeed = (actor: Actor, need: NeedFacts): Decision =>
	isOwn(actor, need) ? when(need.state === 'open', 'refused_need_state') : denied('refused_not_own_record');

/** Strands and requirements of a unit: the secretary and the deputy. */
export const maySetTrainingRule = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy'), 'refused_set_training_rule');
