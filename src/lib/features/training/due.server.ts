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
	endsForPerson,
	firstOfKind,
	holdingRole,
	kindsOfDuty,
	localDay,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { addDays, dayOf, longDate } from '#lib/shared/calendar.ts';
import { CONFIRM_DAYS, EXPIRY_NOTICE_DAYS } from './domain/states.ts';

const kinds = [
	'training_course',
	'certificate_expiry',
	'training_need_answer',
	'certificate_confirm',
] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	aboutId: string;
	aboutName: string;
	title: string;
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
	...dutyOf(row),
	name: row.title,
	more:
		row.kind === 'certificate_expiry'
			? [m.training_expires({ day: longDate(row.dueOn) })]
			: row.personId === row.aboutId
				? []
				: [row.aboutName],
	href: hrefs[row.kind](row),
	act: acts[row.kind](),
});

/**
 * Courses for those who take part, until a result is noted; certificates from some weeks before they end, until a newer one of
 * the kind is confirmed; and for the secretary and the deputy needs that wait for an answer and certificates to confirm, never their own.
 */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const today = wanted.today ?? dayOf(new Date());
	const leads = sql`join role_assignment a on ${holdingRole(wanted, 'x.unit_id', ['secretary', 'deputy'])} and a.person_id <> x.person_id`;
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
			select distinct 'training_need_answer', x.id, a.person_id, x.person_id, x.unit_id, x.body, x.due_on
			from training_need x ${leads} where x.tenant_id = ${wanted.tenantId} and x.state = 'open'
			union all
			select distinct 'certificate_confirm', x.id, a.person_id, x.person_id, x.unit_id, x.title, ${localDay('x.entered_at')} + ${CONFIRM_DAYS}::int
			from training_certificate x ${leads} where x.tenant_id = ${wanted.tenantId} and x.state = 'entered'
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, n.about_id as "aboutId", p.full_name as "aboutName", n.title
		from numbered n join person p on p.tenant_id = ${wanted.tenantId} and p.id = n.about_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'training',
	kinds: kindsOfDuty(
		{ href: '/dao-tao', weight: 3, isOwed: false },
		{
			training_course: {
				say: m.training_due_course_kind,
				count: m.training_due_course_count,
				all: m.training_due_course_all,
				weight: 2,
			},
			certificate_expiry: {
				say: m.training_due_expiry_kind,
				count: m.training_due_expiry_count,
				all: m.training_due_expiry_all,
				weight: 4,
			},
			training_need_answer: {
				say: m.training_due_need_kind,
				count: m.training_due_need_count,
				all: m.training_due_need_all,
				href: '/dao-tao/thieu#nhu-cau',
				isOwed: true,
			},
			certificate_confirm: {
				say: m.training_due_confirm_kind,
				count: m.training_due_confirm_count,
				all: m.training_due_confirm_all,
				href: '/dao-tao/thieu#xac-nhan',
				isOwed: true,
			},
		},
	),
	list,
	endedBy: [
		endsForPerson('training.result_noted', 'training_course', 'training.asked'),
		endsForAll('training.course_held', 'training_course'),
		endsForAll('training.course_cancelled', 'training_course', 'training.asked'),
		endsForAll('training.need_planned', 'training_need_answer'),
		endsForAll('training.need_declined', 'training_need_answer'),
		endsForAll('training.need_withdrawn', 'training_need_answer'),
		endsForAll('training.certificate_confirmed', 'certificate_confirm'),
		endsForAll('training.certificate_refused', 'certificate_confirm'),
		endsForAll('training.certificate_withdrawn', 'certificate_confirm'),
	],
});
