import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { cutAtWord } from '#lib/text/cut-at-word.ts';
import type { AssignmentState } from './domain/states.ts';

export type KnownAssignment = {
	id: string;
	unitId: string;
	documentId: string;
	documentName: string;
	personId: string;
	personName: string;
	assignedBy: string;
	assignedByName: string;
	assignedAt: Date;
	dueOn: Day;
	note: string;
	meetingId: string | null;
	state: AssignmentState;
	declineReason: string | null;
	presentedOn: Day | null;
	presentedMeetingId: string | null;
	releasedAt: Date | null;
	clauseIds: string[];
};

/** An assignment with what its policies ask for. @throws Failure missing */
export const assignmentFacts = async (
	tx: Tx,
	tenantId: string,
	assignmentId: string,
	lock = false,
): Promise<KnownAssignment> => {
	if (!uuidPattern.test(assignmentId)) throw missing('failure_not_found');
	const found = await sql<KnownAssignment>`
		select a.id, a.unit_id as "unitId", a.document_id as "documentId", concat_ws(' ', d.type_name, d.number) as "documentName", a.person_id as "personId",
			p.full_name as "personName", a.assigned_by as "assignedBy", b.full_name as "assignedByName", a.assigned_at as "assignedAt", a.due_on as "dueOn",
			a.note, a.meeting_id as "meetingId", a.state, a.decline_reason as "declineReason", a.presented_on as "presentedOn", a.presented_meeting_id as "presentedMeetingId", a.released_at as "releasedAt",
			coalesce((select jsonb_agg(c.clause_id) from summary_assignment_clause c where c.tenant_id = a.tenant_id and c.assignment_id = a.id), '[]') as "clauseIds"
		from summary_assignment a
		join document d on d.tenant_id = a.tenant_id and d.id = a.document_id
		join person p on p.tenant_id = a.tenant_id and p.id = a.person_id
		join person b on b.tenant_id = a.tenant_id and b.id = a.assigned_by
		where a.tenant_id = ${tenantId} and a.id = ${assignmentId} ${lock ? sql`for update of a` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

export type Section = { id: string; anchor: string; label: string; heading: string | null };

const MOST = 100;

/** The sections of a document, those of an assignment or all; a document without any is one section, its first clause. */
export const sectionsOf = async (
	tx: Tx,
	tenantId: string,
	documentId: string,
	only: readonly string[] = [],
): Promise<Section[]> => {
	const found = await sql<Section & { isSection: boolean }>`
		select id, anchor, label, coalesce(heading, left(text, 200)) as heading, is_section as "isSection" from clause
		where tenant_id = ${tenantId} and document_id = ${documentId} order by ordinal`.execute(tx);
	const named = found.rows.map((row) => ({ ...row, heading: row.heading && cutAtWord(row.heading, MOST) }));
	const all = named.filter(({ isSection }) => isSection);
	const sections = all.length > 0 ? all : named.slice(0, 1);
	return only.length === 0 ? sections : sections.filter(({ id }) => only.includes(id));
};
