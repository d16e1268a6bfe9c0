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
import { addDays, type Day, dayOf, longDate } from '#lib/shared/calendar.ts';
import { CONFIRM_DAYS, EXPIRY_NOTICE_DAYS } from './domain/states.ts';

type Kind = 'training_course' | 'certificate_expiry' | 'training_need_answer' | 'certificate_confirm';
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	aboutId: string;
	aboutName: string;
	unitId: string;
	title: string;
	dueOn: Day;
	total: number;
};

const acts: Record<Kind, () => string> = {
	training_course: m.training_due_act_course,
	certificate_expiry: m.training_due_act_expiry,
	training_need_answer: m.training_due_act_need,
	certificate_confirm: m.training_due_act_confirm,
};
const hrefs: Record<Kind, (row: Row) => string> = {
	training_course: ({ id }) => `/dao-tao/khoa/${id}`,
	certificate_expiry: ({ personId }) => `/dao-tao/nguoi/${personId}`,
	training_need_answer: () => '/dao-tao/thieu#nhu-cau',
	certificate_confirm: ({ aboutId }) => `/dao-tao/nguoi/${aboutId}`,
};

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.title,
	more:
		row.kind === 'certificate_expiry'
			? [m.training_expires({ day: longDate(row.dueOn) })]
			: row.personId === row.aboutId
				? []
				: [row.aboutName],
	openName: null,
	href: hrefs[row.kind](row),
	act: acts[row.kind](),
	supervisorId: null,
});

/**
 * Courses for those who take part, until a result is noted; certificates from some weeks before they end, until a newer one of
 * the kind is confirmed; and for the secretary and the deputy needs that wait for an answer and certificates to confirm, never their own.
 */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const ids = wanted.personIds ? `{${wanted.personIds.join(',')}}` : null;
	const mine = ids ? sql`and d.person_id = any(${ids}::text::uuid[])` : sql``;
	const unit = inUnits(wanted, 'd.unit_id');
	const until = wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``;
	const today = wanted.today ?? dayOf(new Date());
	const leads = sql`join role_assignment r on r.tenant_id = x.tenant_id and r.unit_id = x.unit_id and r.role in ('secretary', 'deputy') and r.person_id <> x.person_id
		and r.valid_from <= ${today} and (r.valid_to is null or r.valid_to > ${today})`;
	const found = await sql<Row>`
		with duty as (
			select 'training_course' as kind, c.id, p.person_id, p.person_id as about_id, p.unit_id, c.title, c.starts_on as due_on
			from training_participant p join training_course c on c.tenant_id = p.tenant_id and c.id = p.course_id and c.state = 'planned'
			where p.tenant_id = ${wanted.tenantId} and p.result = 'asked'
			union all
			select 'certificate_expiry', f.id, f.person_id, f.person_id, f.unit_id, f.title, f.expires_on
			from training_certificate f
			where f.tenant_id = ${wanted.tenantId} and f.state = 'confirmed' and f.expires_on <= ${addDays(today, EXPIRY_NOTICE_DAYS)}
				and not exists (select from training_certificate n where n.tenant_id = f.tenant_id and n.person_id = f.person_id and n.kind = f.kind and n.title = f.title
					and n.state in ('confirmed', 'entered') and n.id <> f.id and (n.expires_on is null or n.expires_on > f.expires_on))
			union all
			select 'training_need_answer', x.id, r.person_id, x.person_id, x.unit_id, x.body, x.due_on
			from training_need x ${leads} where x.tenant_id = ${wanted.tenantId} and x.state = 'open'
			union all
			select 'certificate_confirm', x.id, r.person_id, x.person_id, x.unit_id, x.title, (x.entered_at at time zone 'Asia/Ho_Chi_Minh')::date + ${CONFIRM_DAYS}::int
			from training_certificate x ${leads} where x.tenant_id = ${wanted.tenantId} and x.state = 'entered'
		), numbered as (
			select distinct on (d.kind, d.id, d.person_id) d.*, n.full_name as about_name from duty d
			join person n on n.tenant_id = ${wanted.tenantId} and n.id = d.about_id
			where true ${mine} ${unit} ${until} order by d.kind, d.id, d.person_id
		), counted as (
			select *, count(*) over (partition by kind) as total, row_number() over (partition by kind order by due_on, id) as nth from numbered
		)
		select kind, id, person_id as "personId", about_id as "aboutId", about_name as "aboutName", unit_id as "unitId", title, due_on as "dueOn", total
		from counted ${wanted.most ? sql`where nth <= ${wanted.most}` : sql``} order by due_on, id`.execute(tx);
	const rows = found.rows.map((row) => ({ ...row, total: Number(row.total) }));
	return {
		items: rows.map(itemOf),
		totals: totalsOf(
			rows,
			'training_course',
			'certificate_expiry',
			'training_need_answer',
			'certificate_confirm',
		),
	};
};

registerDueSource({
	name: 'training',
	kinds: [
		{
			key: 'training_course',
			say: m.training_due_course_kind,
			count: (count) => m.training_due_course_count({ count }),
			all: (count) => m.training_due_course_all({ count }),
			href: '/dao-tao',
			weight: 2,
			isOwed: false,
		},
		{
			key: 'certificate_expiry',
			say: m.training_due_expiry_kind,
			count: (count) => m.training_due_expiry_count({ count }),
			all: (count) => m.training_due_expiry_all({ count }),
			href: '/dao-tao',
			weight: 4,
			isOwed: false,
		},
		{
			key: 'training_need_answer',
			say: m.training_due_need_kind,
			count: (count) => m.training_due_need_count({ count }),
			all: (count) => m.training_due_need_all({ count }),
			href: '/dao-tao/thieu#nhu-cau',
			weight: 3,
			isOwed: true,
		},
		{
			key: 'certificate_confirm',
			say: m.training_due_confirm_kind,
			count: (count) => m.training_due_confirm_count({ count }),
			all: (count) => m.training_due_confirm_all({ count }),
			href: '/dao-tao/thieu#xac-nhan',
			weight: 3,
			isOwed: true,
		},
	],
	list,
	endedBy: [
		{ verb: 'training.result_noted', kinds: ['training_course', 'training.asked'], for: 'person' },
		{ verb: 'training.course_held', kinds: ['training_course'], for: 'everybody' },
		{ verb: 'training.course_cancelled', kinds: ['training_course', 'training.asked'], for: 'everybody' },
		{ verb: 'training.need_planned', kinds: ['training_need_answer'], for: 'everybody' },
		{ verb: 'training.need_declined', kinds: ['training_need_answer'], for: 'everybody' },
		{ verb: 'training.need_withdrawn', kinds: ['training_need_answer'], for: 'everybody' },
		{ verb: 'training.certificate_confirmed', kinds: ['certificate_confirm'], for: 'everybody' },
		{ verb: 'training.certificate_refused', kinds: ['certificate_confirm'], for: 'everybody' },
		{ verb: 'training.certificate_withdrawn', kinds: ['certificate_confirm'], for: 'everybody' },
	],
});
