import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dueList,
	dutyColumns,
	dutyOf,
	endsForAll,
	firstOfKind,
	holdingRole,
	inUnits,
	kindsOfDuty,
	localDay,
	notify,
	numberedDuties,
	registerDueSource,
	settle,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { reactTo } from '#lib/platform/command/reactions.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { dayOf, longDate, timeOfDay } from '#lib/shared/calendar.ts';
import { followersOf, invitedTo, meetingFacts } from './facts.server.ts';

const kinds = ['attend', 'minutes'] as const;
type Row = DueRow<(typeof kinds)[number]> & {
	title: string;
	place: string;
	startsAt: Date;
};

/** Days after a meeting within which its minutes are to be written and signed. */
const MINUTES_DAYS = 3;

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.title,
	more:
		row.kind === 'attend'
			? [[timeOfDay(row.startsAt), longDate(dayOf(row.startsAt)), row.place].filter(Boolean).join(', ')]
			: [],
	// What a meeting is about is for those it is for: letters only say that there is one.
	openName: null,
	href: row.kind === 'attend' ? `/hop/${row.id}` : `/hop/${row.id}/bien-ban`,
	act: row.kind === 'attend' ? m.meeting_due_see() : m.meeting_due_sign(),
});

/** Meetings that are called and lie ahead, for those they are for; minutes that wait for a signature. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const { tenantId } = wanted;
	const found = await sql<Row>`
		with known as (
			select m.id, m.unit_id, m.kind, m.state, m.title, m.place, m.starts_at, m.chair_id, m.taker_id,
				${localDay('m.starts_at')} as day
			from meeting m where m.tenant_id = ${tenantId} ${inUnits(wanted, 'm.unit_id')} and m.state in ('called', 'open', 'closed')
		), duty as (
			select 'attend' as kind, m.id, m.unit_id, m.title, m.place, m.starts_at, m.day as due_on, x.person_id from known m
			join membership x on x.tenant_id = ${tenantId} and x.unit_id = m.unit_id and x.valid_from <= m.day and (x.valid_to is null or x.valid_to > m.day)
			where m.state in ('called', 'open') and m.kind <> 'committee'
				and (x.standing <> 'non_party' or m.kind not in ('regular', 'thematic', 'combined'))
			union all
			select distinct 'attend', m.id, m.unit_id, m.title, m.place, m.starts_at, m.day, a.person_id from known m
			join role_assignment a on ${holdingRole(wanted, 'm.unit_id', ['secretary', 'deputy', 'committee_member'], { day: sql.ref('m.day') })}
			where m.state in ('called', 'open') and m.kind = 'committee'
			union all
			select 'minutes', m.id, m.unit_id, m.title, m.place, m.starts_at, m.day + ${MINUTES_DAYS}::int, s.person_id from known m
			left join meeting_minutes n on n.tenant_id = ${tenantId} and n.meeting_id = m.id
			cross join lateral (values (m.chair_id, n.chair_signed_at, n.meeting_id is not null), (m.taker_id, n.taker_signed_at, true)) as s (person_id, signed_at, is_owed)
			where m.state = 'closed' and s.signed_at is null and s.is_owed
		), ${numberedDuties({ personIds: wanted.personIds, until: wanted.until })}
		select ${dutyColumns}, n.title, n.place, n.starts_at as "startsAt"
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'meetings',
	kinds: kindsOfDuty(
		{ href: '/hop', weight: 0, isOwed: false },
		{
			attend: {
				say: m.meeting_due_kind_attend,
				count: m.meeting_due_count_attend,
				all: m.meeting_due_all_attend,
			},
			minutes: {
				say: m.meeting_due_kind_minutes,
				count: m.meeting_due_count_minutes,
				all: m.meeting_due_all_minutes,
				weight: 1,
				isOwed: true,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('meeting.opened', 'attend'),
		endsForAll('meeting.closed', 'attend'),
		endsForAll('meeting.cancelled', 'attend'),
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
