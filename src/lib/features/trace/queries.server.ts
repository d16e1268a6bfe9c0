import { sql } from 'kysely';
import { commitmentsOnDocument } from '#lib/features/commitments/public.server.ts';
import { notApplicableIn } from '#lib/features/programmes/public.server.ts';
import { type PapersOfDocument, papersOfDocument } from '#lib/features/reflections/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { TracedSection, TracedTask } from './domain/chain.ts';
import { figuresOf, type TraceFigures } from './domain/figures.ts';
import { type TraceRow, traceRows } from './domain/trace.ts';
import { type DocumentHead, type SeenHead, seenHead } from './head.server.ts';
import type { TracePowers } from './policy.ts';
import { unitsInScope } from './scope.server.ts';
import { type Timeline, timelineIn } from './timeline.server.ts';

/** Everything that the trace of a document in a unit shows. */
export type Trace = {
	document: DocumentHead['document'];
	unit: DocumentHead['unit'];
	rows: TraceRow[];
	tasks: TracedTask[];
	figures: TraceFigures;
	/** Reflection papers that the people of the unit wrote on it; counts only. */
	papers: PapersOfDocument;
	circulation: DocumentHead['circulation'];
	powers: TracePowers;
};

/** "II.1": a numbered clause by its number within its part; an article is numbered through the whole document. */
const labelWithin = sql`case when c.kind = 'clause' and o.label <> '' and o.kind in ('section', 'part')
	then regexp_replace(o.label, '[^[:alnum:]]+$', '') || '.' || c.label else c.label end`;

const sectionsOf = async (
	tx: Tx,
	head: DocumentHead,
	below: boolean,
): Promise<Omit<TracedSection, 'notApplicable' | 'commitments'>[]> => {
	const tenant = head.tenantId;
	const found = await sql<Omit<TracedSection, 'notApplicable' | 'commitments'>>`
		select c.id, c.anchor, c.kind, ${labelWithin} as label, coalesce(nullif(c.heading, ''), left(c.text, 220)) as heading, c.depth,
			coalesce(r.readers, 0) as readers, coalesce(s.summaries, 0) as summaries
		from clause c
		left join clause o on o.tenant_id = c.tenant_id and o.id = c.parent_id
		left join (
			select section_id, sum(readers) as readers from section_reach
			where tenant_id = ${tenant} and document_id = ${head.document.id} and unit_id in (${unitsInScope(head, below)})
			group by section_id
		) r on r.section_id = c.id
		left join (
			select x.section_id, count(*) as summaries from summary_point p
			join clause x on x.tenant_id = p.tenant_id and x.id = p.clause_id
			where p.tenant_id = ${tenant} and p.document_id = ${head.document.id} and p.unit_id = ${head.unit.id}
			group by x.section_id
		) s on s.section_id = c.id
		where c.tenant_id = ${tenant} and c.document_id = ${head.document.id} and c.is_section
		order by c.ordinal`.execute(tx);
	return found.rows;
};

const tasksOf = async (tx: Tx, head: DocumentHead, powers: TracePowers): Promise<TracedTask[]> => {
	const tenant = head.tenantId;
	const found = await sql<TracedTask>`
		select t.id, t.title, case when p.state = 'draft' then 'draft' else t.state end as state, t.percent, t.due_on as "dueOn",
			(t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as "reportedOn", o.full_name as "ownerName", u.short_name as "unitName",
			p.id as "programmeId", coalesce(e.evidence, 0) as evidence, t.result, k.section_ids as "sectionIds"
		from (
			select tc.task_id, array_agg(distinct c.section_id) as section_ids from task_clause tc
			join clause c on c.tenant_id = tc.tenant_id and c.id = tc.clause_id
			where tc.tenant_id = ${tenant} and tc.document_id = ${head.document.id}
			group by tc.task_id
		) k
		join task t on t.tenant_id = ${tenant} and t.id = k.task_id
		join programme p on p.tenant_id = ${tenant} and p.id = t.programme_id
		join person o on o.tenant_id = ${tenant} and o.id = t.owner_id
		join unit u on u.tenant_id = ${tenant} and u.id = t.unit_id
		left join lateral (select count(*) as evidence from evidence v where v.tenant_id = ${tenant} and v.task_id = t.id) e on true
		where t.state <> 'cancelled' and t.unit_id in (${unitsInScope(head, powers.seeBelow)})
			and (p.state <> 'draft' or (${powers.seeDrafts} and t.unit_id = ${head.unit.id}))
		order by t.due_on, t.id`.execute(tx);
	return found.rows;
};

const traceIn = async (tx: Tx, { head, powers }: SeenHead, today: Day): Promise<Trace> => {
	const circulation = powers.seeBelow ? head.below : head.circulation;
	const units = await sql<{
		id: string;
	}>`select x as id from (${unitsInScope(head, powers.seeBelow)}) u(x)`.execute(tx);
	const [sections, tasks, setAside, papers, registered] = await Promise.all([
		sectionsOf(tx, head, powers.seeBelow),
		tasksOf(tx, head, powers),
		notApplicableIn(tx, {
			tenantId: head.tenantId,
			documentId: head.document.id,
			unitId: head.unit.id,
			drafts: powers.seeDrafts,
		}),
		papersOfDocument(tx, { documentId: head.document.id, unitId: head.unit.id }),
		commitmentsOnDocument(
			tx,
			head.document.id,
			units.rows.map(({ id }) => id),
		),
	]);
	const answered = sections.map((section) => ({
		...section,
		notApplicable: setAside.get(section.id) ?? null,
		...(registered.length > 0
			? { commitments: registered.find(({ sectionId }) => sectionId === section.id) ?? null }
			: {}),
	}));
	const rows = traceRows(answered, tasks, circulation, today);
	return {
		document: head.document,
		unit: head.unit,
		rows,
		tasks,
		figures: figuresOf(rows, tasks, circulation, today),
		papers,
		circulation,
		powers,
	};
};

/**
 * The trace of a document in a unit, as the actor may see it: a plain query in a few statements, over counters and
 * never over the rows of single readers.
 * @throws Failure missing when there is no such document or unit, or the actor may not know of it
 */
export const traceOf = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentId: string; unitId: string; today: Day },
): Promise<Trace> => traceIn(tx, await seenHead(tx, actor, wanted), wanted.today);

/**
 * The page of the trace: the trace and a page of its timeline, with one look at the head.
 * @throws Failure missing as `traceOf`
 */
export const tracePageOf = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentId: string; unitId: string; today: Day; before?: string | undefined },
): Promise<{ trace: Trace; timeline: Timeline }> => {
	const seen = await seenHead(tx, actor, wanted);
	const [trace, timeline] = await Promise.all([
		traceIn(tx, seen, wanted.today),
		timelineIn(tx, actor, seen, wanted.before),
	]);
	return { trace, timeline };
};
