import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dayOfAsking,
	dueList,
	dutyColumns,
	dutyOf,
	endsForAll,
	firstOfKind,
	kindsOfDuty,
	localDay,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, longDate } from '#lib/shared/calendar.ts';

const kinds = ['talk_write', 'talk_review', 'talk_present', 'talk_swap', 'talk_consent'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	theme: string;
	speaker: string;
	heldOn: Day;
};

/** A text is asked for so many days before it is to be sent; a question to exchange, and that about publishing, wait so many. */
const WRITE_AHEAD = 30;
const PRESENT_AHEAD = 14;
const SWAP_DAYS = 3;
const CONSENT_DAYS = 14;

const acts: Record<Kind, () => string> = {
	talk_write: m.talk_due_act_write,
	talk_review: m.talk_due_act_review,
	talk_present: m.talk_due_act_present,
	talk_swap: m.talk_due_act_swap,
	talk_consent: m.talk_due_act_consent,
};

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.theme || m.talk_due_name({ day: longDate(row.heldOn) }),
	more: [
		m.talk_due_day({ day: longDate(row.heldOn) }),
		...(row.kind === 'talk_review' || row.kind === 'talk_swap' ? [row.speaker] : []),
	],
	href: row.kind === 'talk_write' ? `/duoi-co/${row.id}/soan` : `/duoi-co/${row.id}`,
	act: acts[row.kind](),
});

/** What waits: a text to write, to review and to present; a question to exchange days; the word on publishing. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const today = dayOfAsking(wanted);
	const of = sql`t.tenant_id = ${wanted.tenantId}`;
	const found = await sql<Row>`
		with duty as (
			select 'talk_write' as kind, t.id, t.speaker_id as person_id, t.unit_id, t.write_by as due_on from talk t
			where ${of} and t.state in ('writing', 'returned') and t.write_by - ${WRITE_AHEAD}::int <= ${today}
			union all
			select 'talk_review', t.id, t.reviewer_id, t.unit_id, t.review_by from talk t
			where ${of} and t.state = 'in_review' and t.reviewer_id is not null
			union all
			select 'talk_present', t.id, t.speaker_id, t.unit_id, t.held_on from talk t
			where ${of} and t.state = 'accepted' and t.held_on - ${PRESENT_AHEAD}::int <= ${today}
			union all
			select 'talk_swap', w.other_talk_id, w.asked_id, w.unit_id, ${localDay('w.asked_at')} + ${SWAP_DAYS}::int from talk_swap w
			where w.tenant_id = ${wanted.tenantId} and w.state = 'asked'
			union all
			select 'talk_consent', t.id, t.speaker_id, t.unit_id, ${localDay('t.presented_at')} + ${CONSENT_DAYS}::int from talk t
			where ${of} and t.state = 'presented' and t.consent is null
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, t.theme, s.full_name as speaker, t.held_on as "heldOn"
		from numbered n
		join talk t on t.tenant_id = ${wanted.tenantId} and t.id = n.id
		join person s on s.tenant_id = t.tenant_id and s.id = t.speaker_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'talks',
	kinds: kindsOfDuty(
		{ href: '/duoi-co', weight: 1, isOwed: false },
		{
			talk_write: {
				say: m.talk_due_kind_write,
				count: m.talk_due_count_write,
				all: m.talk_due_all_write,
				weight: 2,
				isOwed: true,
			},
			talk_review: {
				say: m.talk_due_kind_review,
				count: m.talk_due_count_review,
				all: m.talk_due_all_review,
				weight: 2,
				isOwed: true,
			},
			talk_present: {
				say: m.talk_due_kind_present,
				count: m.talk_due_count_present,
				all: m.talk_due_all_present,
			},
			talk_swap: {
				say: m.talk_due_kind_swap,
				count: m.talk_due_count_swap,
				all: m.talk_due_all_swap,
			},
			talk_consent: {
				say: m.talk_due_kind_consent,
				count: m.talk_due_count_consent,
				all: m.talk_due_all_consent,
				weight: 3,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('talk.sent', 'talk_write'),
		endsForAll('talk.accepted', 'talk_review'),
		endsForAll('talk.returned', 'talk_review'),
		endsForAll('talk.taken_back', 'talk_review'),
		endsForAll('talk.presented', 'talk_present'),
		endsForAll('talk.cancelled', ...kinds),
		endsForAll('talk.swapped', 'talk_swap', 'talk_write'),
		endsForAll('talk.swap_declined', 'talk_swap'),
		endsForAll('talk.swap_withdrawn', 'talk_swap'),
		endsForAll('talk.consented', 'talk_consent'),
		endsForAll('talk.consent_withheld', 'talk_consent'),
	],
});
