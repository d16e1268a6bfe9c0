import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { type DispatchHead, headColumns, headJoins, headOf } from './dispatch-head.server.ts';
import type { Level } from './domain/levels.ts';
import { daysOf, type ReceiptFacts, type Step, type StepState, stepStates } from './domain/progress.ts';

/** What a unit was given, and how far it has come. */
export type ReceiptProgress = DispatchHead & {
	id: string;
	unitId: string;
	unitName: string;
	reason: string;
	/** It gave the document to units below it in turn. */
	handsOn: boolean;
	facts: ReceiptFacts;
	states: Record<Step, StepState>;
	/** Of another organisation: how the message stands, and what it tells of itself and the levels below it. */
	across?: {
		deliveredAt: Date | null;
		/** The key of the words why its installation refuses it. */
		refused: string;
		/** Given up after days of trying. */
		isDead: boolean;
		toldAt: Date | null;
		report: string;
		levels: Level[];
	};
};

type Row = Omit<ReceiptProgress, 'facts' | 'states' | 'across'> & {
	spreadBy: Day | null;
	studyBy: Day | null;
	programmeBy: Day | null;
	reportBy: Day | null;
	receivedAt: Date | null;
	takenUpAt: Date | null;
	setAsideAt: Date | null;
	reportedAt: Date | null;
	spreadAt: Date | null;
	programmeAt: Date | null;
	assigned: number;
	studied: number;
};

/** Figures about fewer people are not shown above the unit (domain.md, 11). */
const SMALL_GROUP = 5;

/** What whoever is above the unit sees of it: how far it has come, but no figures about a handful of people. */
export const fromAbove = (one: ReceiptProgress): ReceiptProgress =>
	one.facts.assigned < SMALL_GROUP ? { ...one, facts: { ...one.facts, assigned: 0, studied: 0 } } : one;

const onDay = (moment: Date | null): Day | null => (moment ? dayOf(moment) : null);

/**
 * How far units have come with what they were given: their own words, and what they did in other parts (published, read,
 * programme), from counters and never from rows about single people. Readers of the units below a unit count with it.
 * @param which the receipts, as a condition on `dispatch_receipt r`
 */
export const receiptsOf = async (
	tx: Tx,
	tenantId: string,
	which: RawBuilder<unknown>,
	today: Day,
): Promise<ReceiptProgress[]> => {
	const found = await sql<Row>`
		select r.id, ${headColumns}, r.unit_id as "unitId", u.short_name as "unitName", r.reason,
			r.spread_by as "spreadBy", r.study_by as "studyBy", r.programme_by as "programmeBy", r.report_by as "reportBy",
			r.received_at as "receivedAt", r.taken_up_at as "takenUpAt", r.set_aside_at as "setAsideAt", r.reported_at as "reportedAt",
			exists (select from dispatch n where n.tenant_id = r.tenant_id and n.above_receipt_id = r.id and n.withdrawn_at is null) as "handsOn",
			(select min(p.published_at) from publication p where p.tenant_id = r.tenant_id and p.document_id = d.document_id and p.unit_id = r.unit_id and p.withdrawn_at is null) as "spreadAt",
			(select min(g.issued_at) from programme_document k join programme g on g.tenant_id = k.tenant_id and g.id = k.programme_id
				where k.tenant_id = r.tenant_id and k.document_id = d.document_id and g.unit_id = r.unit_id and g.state <> 'draft') as "programmeAt",
			coalesce(c.assigned, 0)::int as assigned, coalesce(c.studied, 0)::int as studied
		from dispatch_receipt r
		join dispatch d on d.tenant_id = r.tenant_id and d.id = r.dispatch_id
		${headJoins}
		join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		left join lateral (
			select sum(e.assigned) as assigned, sum(e.studied) as studied from document_reach e
			join unit x on x.tenant_id = e.tenant_id and x.id = e.unit_id
			where e.tenant_id = r.tenant_id and e.document_id = d.document_id and x.path <@ u.path
		) c on true
		where r.tenant_id = ${tenantId} and ${which}`.execute(tx);
	return found.rows.map((row) => {
		const facts: ReceiptFacts = {
			sentOn: dayOf(row.sentAt),
			receivedOn: onDay(row.receivedAt),
			takenUpOn: onDay(row.takenUpAt),
			isSetAside: row.setAsideAt !== null,
			by: daysOf(row),
			spreadOn: onDay(row.spreadAt),
			assigned: row.assigned,
			studied: row.studied,
			programmeOn: onDay(row.programmeAt),
			reportedOn: onDay(row.reportedAt),
		};
		return {
			id: row.id,
			...headOf(row),
			unitId: row.unitId,
			unitName: row.unitName,
			reason: row.reason,
			handsOn: row.handsOn,
			facts,
			states: stepStates(facts, today),
		};
	});
};
