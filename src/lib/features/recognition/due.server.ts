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
import type { Day } from '#lib/shared/calendar.ts';

type Kind = 'recognition_decide' | 'recognition_consent';
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	title: string;
	subject: string;
	dueOn: Day;
	total: number;
};

/** Days within which a proposal is decided, and within which one says whether it may be shown beyond the unit. */
const DECIDE_DAYS = 7;
const CONSENT_DAYS = 14;

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.title,
	more: row.kind === 'recognition_decide' ? [row.subject] : [],
	openName: null,
	href: `/guong-sang/${row.id}`,
	act: row.kind === 'recognition_decide' ? m.recognition_due_act_decide() : m.recognition_due_act_consent(),
	supervisorId: null,
});

/** Proposals that wait for who heads the unit and may decide them; the own word on what one was honoured for. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and d.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const unit = inUnits(wanted, 'd.unit_id');
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const day = (moment: string) => sql.raw(`(${moment} at time zone 'Asia/Ho_Chi_Minh')::date`);
	const found = await sql<Row>`
		with duty as (
			select distinct 'recognition_decide' as kind, r.id, a.person_id, r.unit_id, ${day('r.proposed_at')} + ${DECIDE_DAYS}::int as due_on
			from recognition r
			join role_assignment a on a.tenant_id = r.tenant_id and a.unit_id = r.unit_id and a.role in ('secretary', 'deputy')
				and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)
			where r.tenant_id = ${wanted.tenantId} and r.state = 'proposed' and a.person_id is distinct from r.person_id and a.person_id <> r.proposer_id
				and a.person_id is distinct from r.first_agreed_by
			union all
			select 'recognition_consent', r.id, r.person_id, r.unit_id, ${day('r.decided_at')} + ${CONSENT_DAYS}::int
			from recognition r where r.tenant_id = ${wanted.tenantId} and r.state = 'announced' and r.person_id is not null and r.consent is null
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id) as nth
			from duty d where true ${mine} ${unit} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", r.title, coalesce(h.full_name, r.collective) as subject, n.due_on as "dueOn", n.total
		from numbered n
		join recognition r on r.tenant_id = ${wanted.tenantId} and r.id = n.id
		left join person h on h.tenant_id = r.tenant_id and h.id = r.person_id
		${most} order by n.due_on, n.id`.execute(tx);
	return {
		items: found.rows.map(itemOf),
		totals: totalsOf(found.rows, 'recognition_decide', 'recognition_consent'),
	};
};

const decided = ['recognition_decide', 'recognition.proposed', 'recognition.second'];

registerDueSource({
	name: 'recognition',
	kinds: [
		{
			key: 'recognition_decide',
			say: m.recognition_due_kind_decide,
			count: (count) => m.recognition_due_count_decide({ count }),
			all: (count) => m.recognition_due_all_decide({ count }),
			href: '/guong-sang',
			weight: 1,
			isOwed: false,
		},
		{
			key: 'recognition_consent',
			say: m.recognition_due_kind_consent,
			count: (count) => m.recognition_due_count_consent({ count }),
			all: (count) => m.recognition_due_all_consent({ count }),
			href: '/guong-sang',
			weight: 3,
			isOwed: false,
		},
	],
	list,
	endedBy: [
		{ verb: 'recognition.announced', kinds: decided, for: 'everybody' },
		{ verb: 'recognition.declined', kinds: decided, for: 'everybody' },
		{ verb: 'recognition.withdrawn', kinds: decided, for: 'everybody' },
		{ verb: 'recognition.consented', kinds: ['recognition_consent'], for: 'person' },
		{ verb: 'recognition.consent_withheld', kinds: ['recognition_consent'], for: 'person' },
	],
});
