import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import {
	type GivenInMeeting,
	givenIn,
	isCarried,
	type Majority,
	seenMeeting,
} from '#lib/features/meetings/public.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { type SummaryPoint, summaryPointsOf } from '#lib/features/summaries/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import { addDays, type Day, dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { MonthFigures } from './domain/figures.ts';
import { type ResolutionKind, type ResolutionState, type Standing, standingOf } from './domain/states.ts';
import { carriedOut, type KnownResolution, plannedTasks, seenResolution } from './facts.server.ts';
import { figuresBefore } from './figures.server.ts';
import { wordsOf } from './paper.server.ts';
import { mayDraft, mayDrop, mayIssueResolution, mayReopen, maySeeDrafts, mayWrite } from './policy.ts';

export type ListedResolution = {
	id: string;
	kind: ResolutionKind;
	title: string;
	mark: string | null;
	issuedOn: Day | null;
	documentId: string | null;
	meetingTitle: string | null;
	tasks: number;
	tasksDone: number;
	changedAt: Date;
	standing: Standing;
};

type ListRow = Omit<ListedResolution, 'standing'> & {
	state: ResolutionState;
	ballotState: 'open' | 'closed' | null;
	yes: number;
	entitled: number;
	majority: Majority;
};

/** The resolutions of a unit, newest first: all for those who lead it, to others those issued that they may read. */
export const resolutionsOf = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string },
): Promise<{ resolutions: ListedResolution[]; mayDraft: boolean }> => {
	const seesDrafts = maySeeDrafts(actor, unit.id).allowed;
	const found = await sql<ListRow>`
		select r.id, r.kind, r.title, r.mark, r.issued_on as "issuedOn", r.document_id as "documentId", m.title as "meetingTitle", r.changed_at as "changedAt", r.state,
			b.state as "ballotState", b.yes, b.entitled, b.majority,
			(select count(*)::int from resolution_task t where t.tenant_id = r.tenant_id and t.resolution_id = r.id) as tasks,
			(select count(*)::int from resolution_task t join task k on k.tenant_id = t.tenant_id and k.id = t.task_id and k.state = 'accepted'
				where t.tenant_id = r.tenant_id and t.resolution_id = r.id) as "tasksDone"
		from resolution r
		left join meeting m on m.tenant_id = r.tenant_id and m.id = r.meeting_id
		left join ballot b on b.tenant_id = r.tenant_id and b.id = r.ballot_id
		where r.tenant_id = ${actor.tenantId} and r.unit_id = ${unit.id} and r.state <> 'dropped' and (${seesDrafts} or r.state = 'issued')
		order by coalesce(r.issued_on, 'infinity'::date) desc, r.created_at desc limit 200`.execute(tx);
	const readable = seesDrafts
		? null
		: new Set(
				(
					await documentsForReading(
						tx,
						actor,
						found.rows.flatMap(({ documentId }) => (documentId ? [documentId] : [])),
					)
				).map(({ id }) => id),
			);
	return {
		resolutions: found.rows
			.filter(({ documentId }) => readable === null || (documentId !== null && readable.has(documentId)))
			.map(({ state, ballotState, yes, entitled, majority, ...row }) => ({
				...row,
				standing: standingOf(
					state,
					ballotState ? { state: ballotState, isCarried: isCarried(yes, entitled, majority) } : null,
				),
			})),
		mayDraft: mayDraft(actor, unit.id).allowed,
	};
};

type Choice = { value: string; label: string };

/** Documents that a resolution may carry out: published in the unit or above it, newest first, those chosen before them. */
const documentsToName = async (
	tx: Tx,
	actor: Actor,
	resolution: KnownResolution,
	chosen: readonly string[],
): Promise<Choice[]> => {
	const found = await sql<{ id: string }>`
		select d.id from document d
		where d.tenant_id = ${actor.tenantId} and d.state = 'published' and d.id is distinct from ${resolution.documentId}::uuid
			and exists (select from publication p join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
				join unit o on o.tenant_id = p.tenant_id and o.id = ${resolution.unitId} and u.path @> o.path
				where p.tenant_id = d.tenant_id and p.document_id = d.id and p.withdrawn_at is null)
		order by d.published_at desc nulls last limit 60`.execute(tx);
	const ids = [...chosen, ...found.rows.map(({ id }) => id)];
	return (await documentsForReading(tx, actor, ids)).map(({ id, typeName, number, title }) => ({
		value: id,
		label: `${number ? `${typeName} ${number}` : typeName}: ${title}`,
	}));
};

/** What the form of a new resolution offers. @throws Failure missing for whoever does not draft */
export const beginForm = async (tx: Tx, actor: Actor, unit: { id: string }, today: Day) => {
	if (!mayDraft(actor, unit.id).allowed) throw missing('failure_not_found');
	const meetings = await sql<Choice>`
		select m.id as value, m.title || ', ' || to_char(m.starts_at at time zone 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') as label from meeting m
		where m.tenant_id = ${actor.tenantId} and m.unit_id = ${unit.id} and m.state in ('planned', 'called', 'open', 'closed')
			and m.kind in ('regular', 'thematic', 'combined') and m.starts_at > ${addDays(today, -45)}::date
		order by abs(extract(epoch from m.starts_at - now())), m.id limit 12`.execute(tx);
	return { meetings: meetings.rows };
};

export type OfferedPoint = SummaryPoint & { documentName: string };

/** A resolution as its page shows it, with what the actor may do there. @throws Failure missing */
export const resolutionPage = async (tx: Tx, actor: Actor, resolutionId: string, today: Day) => {
	const resolution = await seenResolution({ tx, actor }, resolutionId, false);
	const meeting = resolution.meetingId ? await seenMeeting({ tx, actor }, resolution.meetingId, false) : null;
	const tasks = await plannedTasks(tx, actor.tenantId, resolution.id);
	const documents = await carriedOut(tx, actor, resolution.id);
	const writes = mayWrite(actor, resolution).allowed;
	const people = writes ? await peopleOfUnit(tx, resolution.unitId, today) : [];
	const inIt = new Set(tasks.map(({ taskId }) => taskId));
	const given: GivenInMeeting[] =
		writes && resolution.meetingId
			? (await givenIn(tx, actor.tenantId, resolution.meetingId)).filter(({ taskId }) => !inIt.has(taskId))
			: [];
	const taken = new Set(tasks.map(({ clauseId, title }) => `${clauseId} ${title}`));
	const nameOf = new Map(
		documents.map(({ id, typeName, number }) => [id, number ? `${typeName} ${number}` : typeName]),
	);
	const offered = writes
		? await summaryPointsOf(tx, actor, { documentIds: [...nameOf.keys()], unitId: resolution.unitId })
		: [];
	const points: OfferedPoint[] = offered
		.filter(({ kind, clauseId, body }) => kind === 'action' && !taken.has(`${clauseId} ${body}`))
		.map(({ documentId, ...point }) => ({ ...point, documentName: nameOf.get(documentId) ?? '' }));
	const figures: MonthFigures | null =
		writes && resolution.forMonth
			? await figuresBefore(tx, { tenantId: actor.tenantId, unitId: resolution.unitId }, resolution.forMonth)
			: null;
	return {
		resolution,
		meeting: meeting && {
			id: meeting.id,
			title: meeting.title,
			day: dayOf(meeting.startsAt),
			state: meeting.state,
		},
		blocks: await wordsOf(tx, actor, resolution, true),
		tasks,
		documents: documents.map(({ id, typeName, number, title }) => ({
			id,
			name: number ? `${typeName} ${number}` : typeName,
			title,
		})),
		choices: writes
			? await documentsToName(
					tx,
					actor,
					resolution,
					documents.map(({ id }) => id),
				)
			: [],
		people: people.map(({ personId, fullName }): Choice => ({ value: personId, label: fullName })),
		given,
		points,
		figures,
		powers: {
			write: writes,
			put: writes && meeting?.state === 'open',
			reopen: mayReopen(actor, resolution).allowed,
			issue: mayIssueResolution(actor, resolution).allowed,
			drop: mayDrop(actor, resolution).allowed,
			signs: holds(actor, resolution.unitId, 'secretary', 'deputy'),
		},
	};
};

/** The resolution that is drafted for a meeting, for its page; null where there is none that the actor may see. */
export const resolutionOfMeeting = async (
	tx: Tx,
	actor: Actor,
	meeting: { id: string; unitId: string },
): Promise<{ resolution: { id: string; title: string; mark: string | null } | null; mayBegin: boolean }> => {
	const found = await tx
		.selectFrom('resolution')
		.select(['id', 'title', 'mark'])
		.where('tenant_id', '=', actor.tenantId)
		.where('meeting_id', '=', meeting.id)
		.where('state', '<>', 'dropped')
		.orderBy('created_at')
		.executeTakeFirst();
	return { resolution: found ?? null, mayBegin: !found && mayDraft(actor, meeting.unitId).allowed };
};
