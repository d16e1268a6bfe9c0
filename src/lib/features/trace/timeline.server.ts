import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { meetingsOnDocument } from '#lib/features/meetings/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import {
	byDay,
	groupedVerbs,
	type TimelineDay,
	type TimelineEntry,
	timelineVerbs,
} from './domain/timeline.ts';
import { type SeenHead, seenHead } from './head.server.ts';
import { unitsInScope } from './scope.server.ts';

const PAGE = 40;

/** Documents of resolutions of the organisation that carry a document out, those that the actor may read. */
const readableResolutions = async (tx: Tx, actor: Actor, documentId: string): Promise<string[]> => {
	const found = await sql<{ id: string }>`
		select r.document_id as id from resolution_document d
		join resolution r on r.tenant_id = d.tenant_id and r.id = d.resolution_id and r.state = 'issued'
		where d.tenant_id = ${actor.tenantId} and d.document_id = ${documentId}`.execute(tx);
	const ids = found.rows.map(({ id }) => id);
	return (await documentsForReading(tx, actor, ids)).map(({ id }) => id);
};

export type Timeline = { days: TimelineDay[]; next: string | null };

/** The page of the timeline that begins after the entry `after`, for somebody who may see the trace. */
export const timelineIn = async (
	tx: Tx,
	actor: Actor,
	{ head, powers }: SeenHead,
	after: string | undefined,
): Promise<Timeline> => {
	const before = after && uuidPattern.test(after) ? after : null;
	const tenant = actor.tenantId;
	const meetings = `{${(await meetingsOnDocument(tx, actor, head.document.id)).join(',')}}`;
	const resolutions = `{${(await readableResolutions(tx, actor, head.document.id)).join(',')}}`;
	const from = before
		? sql`having (max(e.at), max(e.id::text)) < (select at, id::text from event where tenant_id = ${tenant} and id = ${before})`
		: sql``;
	const found = await sql<TimelineEntry>`
		with entry as (
			select max(e.id::text)::uuid as id, max(e.at) as at, e.verb,
				case when e.verb in ('campaign.confirmed', 'campaign.quarter_closed') then sum((e.after ->> 'people')::int) else count(*) end as count, bool_and(e.actor_person_id = ${actor.personId}) as own
			from event e
			left join task t on t.tenant_id = e.tenant_id and t.id = e.subject_id and e.subject_type = 'task'
			left join programme p on p.tenant_id = e.tenant_id and p.id = coalesce(t.programme_id, e.subject_id)
				and e.subject_type in ('task', 'programme')
			where e.tenant_id = ${tenant} and e.document_id = ${head.document.id} and e.verb = any(${[...timelineVerbs]})
				and (e.unit_id in (${unitsInScope(head, powers.seeBelow)}) or (e.unit_id = ${head.facts.holder.id} and not e.is_personal and e.verb like 'document.%'))
				and (e.subject_type <> 'meeting' or e.subject_id = any(${meetings}::text::uuid[]))
				and (e.verb <> 'resolution.carries_out' or (e.after ->> 'documentId')::uuid = any(${resolutions}::text::uuid[]))
				and (p.id is null or p.state <> 'draft' or (${powers.seeDrafts} and p.unit_id = ${head.unit.id}))
			group by e.verb, case when e.verb = any(${[...groupedVerbs]}) then (e.at at time zone 'Asia/Ho_Chi_Minh')::date::text else e.id::text end
			${from}
			order by max(e.at) desc, max(e.id::text) desc
			limit ${PAGE + 1}
		)
		select n.id, n.at, n.verb, n.count, coalesce(n.own, false) as "isOwn", u.short_name as "unitName", 
			case when e.verb = 'resolution.carries_out' then (e.after ->> 'documentId')::uuid else e.subject_id end as "subjectId",
			case when e.is_personal then null else a.full_name end as "actorName",
			coalesce(t.title, p.title, g.title, case when e.subject_type = 'resolution' then e.after ->> 'mark' when e.verb = 'campaign.quarter_closed' then e.after ->> 'quarter' end, coalesce(h.full_name, k.collective) || ': ' || k.title, e.after ->> 'title') as title, c.label as "clauseLabel", c.anchor as "clauseAnchor"
		from entry n
		join event e on e.tenant_id = ${tenant} and e.id = n.id
		left join unit u on u.tenant_id = ${tenant} and u.id = e.unit_id
		left join person a on a.tenant_id = ${tenant} and a.id = e.actor_person_id
		left join task t on t.tenant_id = ${tenant} and t.id = e.subject_id and e.subject_type = 'task'
		left join programme p on p.tenant_id = ${tenant} and p.id = e.subject_id and e.subject_type = 'programme'
		left join meeting g on g.tenant_id = ${tenant} and g.id = e.subject_id and e.subject_type = 'meeting'
		left join summary_point s on s.tenant_id = ${tenant} and s.id = e.subject_id and e.verb = 'summary.written'
		left join recognition k on k.tenant_id = ${tenant} and k.id = e.subject_id and e.subject_type = 'recognition' and (k.is_named or k.person_id = ${actor.personId})
		left join person h on h.tenant_id = ${tenant} and h.id = k.person_id
		left join clause c on c.tenant_id = ${tenant} and c.id = coalesce(s.clause_id, case when e.subject_type in ('proposal', 'recognition', 'talk', 'joint_programme') then (e.after ->> 'clauseId')::uuid end)
		order by n.at desc, n.id desc`.execute(tx);
	const more = found.rows.length > PAGE;
	const entries = found.rows.slice(0, PAGE);
	return { days: byDay(entries), next: more ? (entries.at(-1)?.id ?? null) : null };
};

/**
 * What happened to a document in a unit, newest first, by day. Events about single people are there for those whom
 * row level security lets see them, and then as a count. Of a meeting those are told who may see it, of a resolution
 * that carries the document out those who may read it.
 * @param wanted.before the id of the entry after which the page begins
 * @throws Failure missing as `traceOf`
 */
export const timelineOf = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentId: string; unitId: string; before?: string | undefined },
): Promise<Timeline> => timelineIn(tx, actor, await seenHead(tx, actor, wanted), wanted.before);
