import { sql } from 'kysely';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { gapsOf, type TrainedPerson } from './domain/gaps.ts';
import { OTHER_KIND, strandName } from './domain/rules.ts';
import { type CourseState, type Result, yearOf } from './domain/states.ts';
import {
	certificateById,
	certificateColumns,
	certificateTables,
	type KnownCertificate,
	trainingRuleFor,
} from './facts.server.ts';
import {
	mayAnswerNeed,
	mayDecideCertificate,
	mayEnterCertificate,
	mayRaiseNeed,
	mayReadRecord,
} from './policy.ts';
import { needsWhere } from './queries.server.ts';

const idsOf = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** Hours of completed courses by person and strand in a period; row level security says whose. */
export const hoursOf = async (
	tx: Tx,
	tenantId: string,
	personIds: readonly string[],
	from: Day,
	to: Day,
): Promise<Map<string, { hours: Record<string, number>; courses: number }>> => {
	const found = await sql<{ personId: string; strand: string; hours: number; courses: number }>`
		select p.person_id as "personId", c.strand, sum(c.hours)::float8 as hours, count(*)::int as courses
		from training_participant p join training_course c on c.tenant_id = p.tenant_id and c.id = p.course_id
		where p.tenant_id = ${tenantId} and p.person_id = any(${idsOf(personIds)}::text::uuid[]) and p.result = 'completed'
			and c.ends_on between ${from} and ${to}
		group by p.person_id, c.strand`.execute(tx);
	const all = new Map<string, { hours: Record<string, number>; courses: number }>();
	for (const { personId, strand, hours, courses } of found.rows) {
		const known = all.get(personId) ?? { hours: {}, courses: 0 };
		known.hours[strand] = hours;
		known.courses += courses;
		all.set(personId, known);
	}
	return all;
};

/** Certificates of people, the newest first; row level security says whose. */
export const certificatesOf = async (
	tx: Tx,
	tenantId: string,
	personIds: readonly string[],
): Promise<KnownCertificate[]> => {
	const found = await sql<KnownCertificate>`
		select ${certificateColumns} from ${certificateTables}
		where f.tenant_id = ${tenantId} and f.person_id = any(${idsOf(personIds)}::text::uuid[])
		order by f.issued_on desc, f.id`.execute(tx);
	return found.rows;
};

/** People of a unit with what they have, as the rule of gaps looks at them; those whom the reader may see. */
export const trainedPeople = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
	year: number,
	today: Day,
): Promise<(TrainedPerson & { name: string; jobTitle: string })[]> => {
	const people = (await peopleOfUnit(tx, unitId, today)).filter(({ standing }) => standing !== null);
	const ids = people.map(({ personId }) => personId);
	const { from, to } = yearOf(year);
	const hours = await hoursOf(tx, tenantId, ids, from, to);
	const certificates = (await certificatesOf(tx, tenantId, ids)).filter(({ state }) => state === 'confirmed');
	return people.map(({ personId, fullName, jobTitle, standing, roles }) => ({
		personId,
		name: fullName,
		jobTitle,
		standing,
		roles: roles.map(({ role }) => role),
		hours: hours.get(personId)?.hours ?? {},
		certificates: certificates.filter((one) => one.personId === personId),
	}));
};

export type PartTaken = {
	courseId: string;
	title: string;
	strand: string;
	organiser: string;
	startsOn: Day;
	endsOn: Day;
	hours: number;
	state: CourseState;
	result: Result;
	mark: string;
};

/** The courses in which a person takes or took part, the newest first. */
export const partsOf = async (tx: Tx, tenantId: string, personId: string): Promise<PartTaken[]> => {
	const found = await sql<PartTaken>`
		select c.id as "courseId", c.title, c.strand, c.organiser, c.starts_on as "startsOn", c.ends_on as "endsOn", c.hours::float8 as hours, c.state, p.result, p.mark
		from training_participant p join training_course c on c.tenant_id = p.tenant_id and c.id = p.course_id
		where p.tenant_id = ${tenantId} and p.person_id = ${personId} order by c.starts_on desc, c.id`.execute(
		tx,
	);
	return found.rows;
};

/** The unit in whose records the reader may see a person: the wanted one where it is among them, else the first. */
const unitOfRecord = async (
	tx: Tx,
	actor: Actor,
	personId: string,
	wanted: string,
	today: Day,
): Promise<string | null> => {
	if (!uuidPattern.test(personId)) return null;
	const found = await sql<{ unitId: string }>`
		select unit_id as "unitId" from membership where tenant_id = ${actor.tenantId} and person_id = ${personId}
			and valid_from <= ${today} and (valid_to is null or valid_to > ${today}) order by valid_from, unit_id`.execute(
		tx,
	);
	const units = found.rows
		.map(({ unitId }) => unitId)
		.filter((unitId) => mayReadRecord(actor, { unitId, personId }).allowed);
	return units.find((unitId) => unitId === wanted) ?? units[0] ?? null;
};

/** A person's record of training in a year, for the person and those who lead the unit. @throws Failure missing */
export const recordPage = async (
	tx: Tx,
	actor: Actor,
	of: { personId: string; unitId: string; year: number },
	today: Day,
) => {
	const unitId = await unitOfRecord(tx, actor, of.personId, of.unitId, today);
	if (!unitId) throw missing('failure_not_found');
	const unit = await requireUnit(tx, unitId);
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId }, today);
	const person = (await trainedPeople(tx, actor.tenantId, unitId, of.year, today)).find(
		({ personId }) => personId === of.personId,
	);
	if (!person) throw missing('failure_not_found');
	const record = { unitId, personId: person.personId };
	const parts = await partsOf(tx, actor.tenantId, person.personId);
	const gaps = gapsOf(person, rule, today);
	const asked = new Map(
		rule.requirements.flatMap((one): [string, number][] => ('hours' in one ? [[one.strand, one.hours]] : [])),
	);
	const certificates = await certificatesOf(tx, actor.tenantId, [person.personId]);
	const needs = await needsWhere(tx, actor.tenantId, { personId: person.personId });
	return {
		unit: { id: unit.id, name: unit.name },
		person: { id: person.personId, name: person.name, jobTitle: person.jobTitle },
		isOwn: actor.personId === person.personId,
		year: of.year,
		strands: rule.strands.map(({ code, name }) => ({
			code,
			name,
			hours: person.hours[code] ?? 0,
			wanted: asked.get(code) ?? null,
		})),
		gaps: gaps.map((gap) => ({
			...gap,
			strandName: strandName(rule.strands, gap.strand),
			certificateName:
				gap.kind === 'certificate'
					? (rule.certificates.find(({ code }) => code === gap.certificate)?.name ?? gap.certificate)
					: null,
		})),
		parts,
		certificates: certificates.map(({ sha256: _sha256, ...shown }) => ({
			...shown,
			mayDecide: mayDecideCertificate(actor, shown).allowed,
		})),
		needs: needs.map((need) => ({ ...need, mayAnswer: mayAnswerNeed(actor, need).allowed })),
		kinds: [...rule.certificates.map(({ code, name }) => ({ code, name })), { code: OTHER_KIND, name: '' }],
		powers: {
			enter: mayEnterCertificate(actor, record).allowed,
			raise: mayRaiseNeed(actor, record).allowed,
		},
		today,
	};
};

/** The file of a certificate, with whose it is. @throws Failure missing */
export const certificateFile = async (
	tx: Tx,
	actor: Actor,
	certificateId: string,
): Promise<{
	id: string;
	personId: string;
	unitId: string;
	sha256: string;
	fileName: string;
	mediaType: string;
}> => {
	const { sha256, ...certificate } = await certificateById(tx, actor.tenantId, certificateId);
	if (!sha256 || !mayReadRecord(actor, certificate).allowed) throw missing('failure_not_found');
	return { ...certificate, sha256 };
};
