import { sql } from 'kysely';
import {
	type DueItem,
	type DueWanted,
	inUnits,
	registerDueSource,
	totalsOf,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, longDate } from '#lib/shared/calendar.ts';

const kinds = ['talk_write', 'talk_review', 'talk_present', 'talk_swap', 'talk_consent'] as const;
type Kind = (typeof kinds)[number];
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	theme: string;
	speaker: string;
	heldOn: Day;
	dueOn: Day;
	total: number;
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
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.theme || m.talk_due_name({ day: longDate(row.heldOn) }),
	more: [
		m.talk_due_day({ day: longDate(row.heldOn) }),
		...(row.kind === 'talk_review' || row.kind === 'talk_swap' ? [row.speaker] : []),
	],
	openName: null,
	href: row.kind === 'talk_write' ? `/duoi-co/${row.id}/soan` : `/duoi-co/${row.id}`,
	act: acts[row.kind](),
	supervisorId: null,
});

/** What waits: a text to write, to review and to present; a question to exchange days; the word on publishing. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and d.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const today = wanted.today ? sql`${wanted.today}::date` : sql`current_date`;
	const day = (moment: string) => sql.raw(`(${moment} at time zone 'Asia/Ho_Chi_Minh')::date`);
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
			select 'talk_swap', w.other_talk_id, w.asked_id, w.unit_id, ${day('w.asked_at')} + ${SWAP_DAYS}::int from talk_swap w
			where w.tenant_id = ${wanted.tenantId} and w.state = 'asked'
			union all
			select 'talk_consent', t.id, t.speaker_id, t.unit_id, ${day('t.presented_at')} + ${CONSENT_DAYS}::int from talk t
			where ${of} and t.state = 'presented' and t.consent is null
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id) as nth
			from duty d where true ${mine} ${inUnits(wanted, 'd.unit_id')} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", t.theme, s.full_name as speaker, t.held_on as "heldOn", n.due_on as "dueOn", n.total
		from numbered n
		join talk t on t.tenant_id = ${wanted.tenantId} and t.id = n.id
		join person s on s.tenant_id = t.tenant_id and s.id = t.speaker_id
		${wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``} order by n.due_on, n.id`.execute(tx);
	return { items: found.rows.map(itemOf), totals: totalsOf(found.rows, ...kinds) };
};

const kind = (
	key: Kind,
	words: {
		say: () => string;
		count: (inputs: { count: number }) => string;
		all: (inputs: { count: number }) => string;
	},
	weight: number,
	isOwed: boolean,
) => ({
	key,
	say: words.say,
	count: (count: number) => words.count({ count }),
	all: (count: number) => words.all({ count }),
	href: '/duoi-co',
	weight,
	isOwed,
});

const everybody = (verb: string, ...ended: Kind[]) => ({ verb, kinds: ended, for: 'everybody' as const });

registerDueSource({
	name: 'talks',
	kinds: [
		kind(
			'talk_write',
			{ say: m.talk_due_kind_write, count: m.talk_due_count_write, all: m.talk_due_all_write },
			2,
			true,
		),
		kind(
			'talk_review',
			{ say: m.talk_due_kind_review, count: m.talk_due_count_review, all: m.talk_due_all_review },
			2,
			true,
		),
		kind(
			'talk_present',
			{ say: m.talk_due_kind_present, count: m.talk_due_count_present, all: m.talk_due_all_present },
			1,
			false,
		),
		kind(
			'talk_swap',
			{ say: m.talk_due_kind_swap, count: m.talk_due_count_swap, all: m.talk_due_all_swap },
			1,
			false,
		),
		kind(
			'talk_consent',
			{ say: m.talk_due_kind_consent, count: m.talk_due_count_consent, all: m.talk_due_all_consent },
			3,
			false,
		),
	],
	list,
	endedBy: [
		everybody('talk.sent', 'talk_write'),
		everybody('talk.accepted', 'talk_review'),
		everybody('talk.returned', 'talk_review'),
		everybody('talk.taken_back', 'talk_review'),
		everybody('talk.presented', 'talk_present'),
		everybody('talk.cancelled', ...kinds),
		everybody('talk.swapped', 'talk_swap', 'talk_write'),
		everybody('talk.swap_declined', 'talk_swap'),
		everybody('talk.swap_withdrawn', 'talk_swap'),
		everybody('talk.consented', 'talk_consent'),
		everybody('talk.consent_withheld', 'talk_consent'),
	],
});
