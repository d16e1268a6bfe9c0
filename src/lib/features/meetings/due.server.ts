import { sql } from 'kysely';
import {
	type DueItem,
	type DueWanted,
	inUnits,
	notify,
	registerDueSource,
	settle,
	totalsOf,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { reactTo } from '#lib/platform/command/reactions.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, dayOf, longDate, timeOfDay } from '#lib/shared/calendar.ts';
import { followersOf, invitedTo, meetingFacts } from './facts.server.ts';

type Row = {
	kind: 'attend' | 'minutes';
	id: string;
	personId: string;
	unitId: string;
	title: string;
	place: string;
	startsAt: Date;
	dueOn: Day;
	total: number;
};

/** Days after a meeting within which its minutes are to be written and signed. */
const MINUTES_DAYS = 3;

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.title,
	more:
		row.kind === 'attend'
			? [[timeOfDay(row.startsAt), longDate(dayOf(row.startsAt)), row.place].filter(Boolean).join(', ')]
			: [],
	// What a meeting is about is for those it is for: letters only say that there is one.
	openName: null,
	href: row.kind === 'attend' ? `/hop/${row.id}` : `/hop/${row.id}/bien-ban`,
	act: row.kind === 'attend' ? m.meeting_due_see() : m.meeting_due_sign(),
	supervisorId: null,
});

/** Meetings that are called and lie ahead, for those they are for; minutes that wait for a signature. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const { tenantId } = wanted;
	const ids = wanted.personIds ? `{${wanted.personIds.join(',')}}` : null;
	const mine = ids ? sql`and d.person_id = any(${ids}::text::uuid[])` : sql``;
	const unit = inUnits(wanted, 'm.unit_id');
	const found = await sql<Row>`
		with known as (
			select m.id, m.unit_id, m.kind, m.state, m.title, m.place, m.starts_at, m.chair_id, m.taker_id,
				(m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date as day
			from meeting m where m.tenant_id = ${tenantId} ${unit} and m.state in ('called', 'open', 'closed')
		), duty as (
			select 'attend' as kind, m.id, m.unit_id, m.title, m.place, m.starts_at, m.day as due_on, x.person_id from known m
			join membership x on x.tenant_id = ${tenantId} and x.unit_id = m.unit_id and x.valid_from <= m.day and (x.valid_to is null or x.valid_to > m.day)
			where m.state in ('called', 'open') and m.kind <> 'committee'
				and (x.standing <> 'non_party' or m.kind not in ('regular', 'thematic', 'combined'))
			union all
			select distinct 'attend', m.id, m.unit_id, m.title, m.place, m.starts_at, m.day, x.person_id from known m
			join role_assignment x on x.tenant_id = ${tenantId} and x.unit_id = m.unit_id and x.valid_from <= m.day and (x.valid_to is null or x.valid_to > m.day)
				and x.role in ('secretary', 'deputy', 'committee_member')
			where m.state in ('called', 'open') and m.kind = 'committee'
			union all
			select 'minutes', m.id, m.unit_id, m.title, m.place, m.starts_at, m.day + ${MINUTES_DAYS}::int, s.person_id from known m
			left join meeting_minutes n on n.tenant_id = ${tenantId} and n.meeting_id = m.id
			cross join lateral (values (m.chair_id, n.chair_signed_at, n.meeting_id is not null), (m.taker_id, n.taker_signed_at, true)) as s (person_id, signed_at, is_owed)
			where m.state = 'closed' and s.signed_at is null and s.is_owed
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id) as nth
			from duty d where true ${mine} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select kind, id, person_id as "personId", unit_id as "unitId", title, place, starts_at as "startsAt", due_on as "dueOn", total
		from numbered ${wanted.most ? sql`where nth <= ${wanted.most}` : sql``} order by due_on, id`.execute(tx);
	return {
		items: found.rows.map(itemOf),
		totals: totalsOf(found.rows, 'attend', 'minutes'),
	};
};

registerDueSource({
	name: 'meetings',
	kinds: [
		{
			key: 'attend',
			say: m.meeting_due_kind_attend,
			count: (count) => m.meeting_due_count_attend({ count }),
			all: (count) => m.meeting_due_all_attend({ count }),
			href: '/hop',
			weight: 0,
			isOwed: false,
		},
		{
			key: 'minutes',
			say: m.meeting_due_kind_minutes,
			count: (count) => m.meeting_due_count_minutes({ count }),
			all: (count) => m.meeting_due_all_minutes({ count }),
			href: '/hop',
			weight: 1,
			isOwed: true,
		},
	],
	list,
	endedBy: [
		{ verb: 'meeting.opened', kinds: ['attend'], for: 'everybody' },
		{ verb: 'meeting.closed', kinds: ['attend'], for: 'everybody' },
		{ verb: 'meeting.cancelled', kinds: ['attend'], for: 'everybody' },
	],
});

const NEAR_MS = 24 * 3_600_000;

/** Those invited, and the officer who follows the unit from above, are told of the call, of another time or place, and of a
 * meeting that is called off; at once when it is near. */
for (const [verb, words, letterWords] of [
	['meeting.called', 'meeting_told_called', 'meeting_letter_called'],
	['meeting.changed', 'meeting_told_changed', 'meeting_letter_changed'],
	['meeting.cancelled', 'meeting_told_cancelled', 'meeting_letter_cancelled'],
] as const)
	reactTo(verb, 'reminders', async (context, { subject }) => {
		if (!subject.id) return;
		const meeting = await meetingFacts(context.tx, context.actor.tenantId, subject.id);
		if (meeting.state === 'planned') return;
		if (verb !== 'meeting.called')
			await settle(context.tx, {
				kinds: ['meeting.called'],
				subjectId: meeting.id,
				personId: null,
				now: context.now,
			});
		const invited = (await invitedTo(context.tx, meeting)).map(({ personId }) => personId);
		const officers = (await followersOf(context.tx, context.actor.tenantId, meeting)).filter(
			(personId) => !invited.includes(personId),
		);
		const told = {
			unitId: meeting.unitId,
			kind: verb,
			subjectId: meeting.id,
			step: `${verb}:${context.now.toISOString()}`,
			words,
			detail: {
				title: meeting.title,
				time: timeOfDay(meeting.startsAt),
				day: longDate(dayOf(meeting.startsAt)),
			},
			href: `/hop/${meeting.id}`,
			isUrgent: meeting.startsAt.getTime() - context.now.getTime() < NEAR_MS,
		};
		await notify(context, { ...told, personIds: invited, letterWords });
		await notify(context, { ...told, personIds: officers, letterWords: 'meeting_letter_followed' });
	});
