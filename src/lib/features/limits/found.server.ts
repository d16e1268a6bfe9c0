import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { LimitSource } from './domain/states.ts';

/** A fact about a person that stands in the system. */
export type FoundFact = {
	source: Exclude<LimitSource, 'described'>;
	sourceId: string;
	/** The thing by its name. */
	title: string;
	/** Since when: the day by which it was owed, or of the meeting. */
	day: Day;
};

/** So far back is looked. */
const MONTHS = 6;

/**
 * What the system knows of a person in a unit that was not done as it should: tasks past their day, papers that were not
 * handed in, documents not studied, meetings missed without a reason. Facts only; what to make of them, a person decides.
 * Nothing is found about which a limit is open already.
 */
export const foundFacts = async (
	tx: Tx,
	of: { tenantId: string; unitId: string; personId: string },
	today: Day,
): Promise<FoundFact[]> => {
	const found = await sql<FoundFact>`
		with fact as (
			select 'task' as source, t.id as "sourceId", t.title, t.due_on as day from task t
				join programme g on g.tenant_id = t.tenant_id and g.id = t.programme_id and g.state <> 'draft'
				where t.tenant_id = ${of.tenantId} and t.unit_id = ${of.unitId} and t.owner_id = ${of.personId}
					and t.state in ('assigned', 'in_progress') and t.due_on < ${today}
			union all
			select 'paper', r.id, r.title, r.paper_due_on from study_round r
				join study_participant m on m.tenant_id = r.tenant_id and m.round_id = r.id and m.person_id = ${of.personId} and m.is_required
				where r.tenant_id = ${of.tenantId} and (r.unit_id = ${of.unitId} or m.home_unit_id = ${of.unitId}) and r.state in ('open', 'closed') and r.paper_due_on < ${today}
					and not exists (select from reflection p where p.tenant_id = r.tenant_id and p.round_id = r.id and p.author_id = ${of.personId} and p.state in ('handed_in', 'accepted'))
			union all
			select 'reading', d.id, d.type_name || coalesce(' ' || d.number, '') || ': ' || d.title, g.read_by from reading g
				join document d on d.tenant_id = g.tenant_id and d.id = g.document_id
				where g.tenant_id = ${of.tenantId} and g.unit_id = ${of.unitId} and g.person_id = ${of.personId} and g.studied_at is null and g.read_by < ${today}
			union all
			select 'meeting', h.id, h.title, (h.starts_at at time zone 'Asia/Ho_Chi_Minh')::date from meeting h
				join attendance a on a.tenant_id = h.tenant_id and a.meeting_id = h.id and a.person_id = ${of.personId} and a.state = 'absent'
				where h.tenant_id = ${of.tenantId} and h.unit_id = ${of.unitId} and h.state = 'closed' and h.starts_at < ${today}::date
		)
		select f.* from fact f
		where f.day > ${today}::date - ${`${MONTHS} months`}::interval and not exists (
			select from personal_limit l where l.tenant_id = ${of.tenantId} and l.person_id = ${of.personId} and l.source_id = f."sourceId" and l.state in ('given', 'answered'))
		order by f.day desc, f."sourceId" limit 60`.execute(tx);
	return found.rows;
};
