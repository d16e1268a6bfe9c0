import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type DatedRule, ruleOn, type TrainingRule } from './domain/rules.ts';
import type { CertificateState, CourseState, NeedState } from './domain/states.ts';

export type KnownCourse = {
	id: string;
	unitId: string;
	unitName: string;
	path: string;
	title: string;
	strand: string;
	organiser: string;
	startsOn: Day;
	endsOn: Day;
	place: string;
	isOnline: boolean;
	hours: number;
	certificateKind: string | null;
	state: CourseState;
	reason: string;
};
export const courseColumns = sql`c.id, c.unit_id as "unitId", u.name as "unitName", u.path::text as path, c.title, c.strand, c.organiser, c.starts_on as "startsOn", c.ends_on as "endsOn",
	c.place, c.is_online as "isOnline", c.hours::float8 as hours, c.certificate_kind as "certificateKind", c.state, c.reason`;

/** A course with what its policies ask for. @throws Failure missing */
export const courseById = async (
	tx: Tx,
	tenantId: string,
	courseId: string,
	lock = false,
): Promise<KnownCourse> => {
	if (!uuidPattern.test(courseId)) throw missing('failure_not_found');
	const found = await sql<KnownCourse>`
		select ${courseColumns} from training_course c join unit u on u.tenant_id = c.tenant_id and u.id = c.unit_id
		where c.tenant_id = ${tenantId} and c.id = ${courseId} ${lock ? sql`for update of c` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

export type KnownCertificate = {
	id: string;
	unitId: string;
	personId: string;
	personName: string;
	kind: string;
	title: string;
	strand: string;
	number: string;
	issuer: string;
	issuedOn: Day;
	expiresOn: Day | null;
	courseId: string | null;
	sha256: string | null;
	fileName: string;
	mediaType: string;
	state: CertificateState;
	enteredBy: string;
	enteredAt: Date;
	decidedByName: string | null;
	decidedAt: Date | null;
	reason: string;
};
export const certificateColumns = sql`f.id, f.unit_id as "unitId", f.person_id as "personId", n.full_name as "personName", f.kind, f.title, f.strand, f.number, f.issuer,
	f.issued_on as "issuedOn", f.expires_on as "expiresOn", f.course_id as "courseId", f.sha256, f.file_name as "fileName", f.media_type as "mediaType", f.state,
	f.entered_by as "enteredBy", f.entered_at as "enteredAt", d.full_name as "decidedByName", f.decided_at as "decidedAt", f.reason`;
export const certificateTables = sql`training_certificate f join person n on n.tenant_id = f.tenant_id and n.id = f.person_id
	left join person d on d.tenant_id = f.tenant_id and d.id = f.decided_by`;

/** A certificate; row level security has said already who may know of it. @throws Failure missing */
export const certificateById = async (
	tx: Tx,
	tenantId: string,
	certificateId: string,
	lock = false,
): Promise<KnownCertificate> => {
	if (!uuidPattern.test(certificateId)) throw missing('failure_not_found');
	const found = await sql<KnownCertificate>`
		select ${certificateColumns} from ${certificateTables}
		where f.tenant_id = ${tenantId} and f.id = ${certificateId} ${lock ? sql`for update of f` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

export type KnownNeed = {
	id: string;
	unitId: string;
	personId: string;
	personName: string;
	strand: string;
	body: string;
	source: 'own' | 'leader' | 'paper' | 'review';
	raisedAt: Date;
	dueOn: Day;
	state: NeedState;
	courseId: string | null;
	courseTitle: string | null;
	answer: string;
	answeredByName: string | null;
	answeredAt: Date | null;
};
export const needColumns = sql`w.id, w.unit_id as "unitId", w.person_id as "personId", n.full_name as "personName", w.strand, w.body, w.source, w.raised_at as "raisedAt",
	w.due_on as "dueOn", w.state, w.course_id as "courseId", c.title as "courseTitle", w.answer, a.full_name as "answeredByName", w.answered_at as "answeredAt"`;
export const needTables = sql`training_need w join person n on n.tenant_id = w.tenant_id and n.id = w.person_id
	left join training_course c on c.tenant_id = w.tenant_id and c.id = w.course_id
	left join person a on a.tenant_id = w.tenant_id and a.id = w.answered_by`;

/** A need, locked; row level security has said already who may know of it. @throws Failure missing */
export const lockedNeed = async ({ tx, actor }: CommandContext, needId: string): Promise<KnownNeed> => {
	const found = await sql<KnownNeed>`
		select ${needColumns} from ${needTables} where w.tenant_id = ${actor.tenantId} and w.id = ${needId} for update of w`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The rule that holds for a unit on a day: its own, else that of the nearest unit above, else the shipped one. */
export const trainingRuleFor = async (
	tx: Tx,
	of: { tenantId: string; unitId: string },
	day: Day,
): Promise<TrainingRule> => {
	const found = await sql<DatedRule & { depth: number }>`
		select r.unit_id as "unitId", r.valid_from as "validFrom", r.strands, r.certificates, r.requirements, nlevel(a.path) as depth
		from unit u join unit a on a.tenant_id = u.tenant_id and a.path @> u.path
		join training_rule r on r.tenant_id = a.tenant_id and r.unit_id = a.id
		where u.tenant_id = ${of.tenantId} and u.id = ${of.unitId} order by nlevel(a.path) desc`.execute(tx);
	return ruleOn(found.rows, [...new Set(found.rows.map(({ unitId }) => unitId))], day);
};
