import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { openTasksOf } from '#lib/features/programmes/public.server.ts';
import { proposalsWaiting } from '#lib/features/proposals/public.server.ts';
import { summariesToPresent } from '#lib/features/summaries/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Waiting } from './domain/agenda.ts';
import type { KnownMeeting } from './facts.server.ts';
import { itemsOf } from './recorded.server.ts';

/** What waits for a meeting: documents published since the last one, summaries to present, tasks that are late or open. */
export const waitingFor = async (
	tx: Tx,
	actor: Actor,
	meeting: KnownMeeting,
	today: Day,
): Promise<Waiting> => {
	const found = await sql<{ id: string }>`
		select distinct d.id, d.published_at from document d
		join publication p on p.tenant_id = d.tenant_id and p.document_id = d.id and p.withdrawn_at is null
		join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
		where d.tenant_id = ${actor.tenantId} and d.state = 'published' and u.path @> ${meeting.path}::text::ltree
			and d.published_at > coalesce((select max(starts_at) from meeting l where l.tenant_id = ${actor.tenantId} and l.unit_id = ${meeting.unitId}
				and l.kind = ${meeting.kind} and l.state = 'closed'), ${meeting.startsAt}::timestamptz - interval '45 days')
			and not exists (select from agenda_item i where i.tenant_id = d.tenant_id and i.document_id = d.id and i.meeting_id = ${meeting.id})
		order by d.published_at desc limit 20`.execute(tx);
	const documents = await documentsForReading(
		tx,
		actor,
		found.rows.map(({ id }) => id),
	);
	const summaries = await summariesToPresent(tx, actor, meeting.unitId);
	const items = await itemsOf(tx, actor.tenantId, meeting.id);
	const taken = new Set(items.map(({ assignmentId }) => assignmentId));
	const open = await openTasksOf(tx, { tenantId: actor.tenantId, unitId: meeting.unitId });
	return {
		documents: documents.map(({ id, typeName, number, title }) => ({
			id,
			name: number ? `${typeName} ${number}` : `${typeName}: ${title}`,
		})),
		summaries: summaries
			.filter(({ id }) => !taken.has(id))
			.map(({ id, documentId, documentName, personName }) => ({
				id,
				documentId,
				name: documentName,
				person: personName,
			})),
		// One item takes in all that wait; when it is on the agenda, no second is offered.
		proposals: items.some(({ kind }) => kind === 'proposal')
			? 0
			: (await proposalsWaiting(tx, meeting.unitId)).length,
		lateTasks: open.filter(({ dueOn }) => dueOn < today).length,
		openTasks: open.length,
	};
};
