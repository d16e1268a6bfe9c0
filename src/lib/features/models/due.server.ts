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

type Kind = 'model_decide' | 'model_consent';
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	title: string;
	dueOn: Day;
	total: number;
};

/** Days within which the office decides, and within which one says whether one's name may stand in a model. */
const DECIDE_DAYS = 14;
const CONSENT_DAYS = 7;

/** Models that wait for the office above; names in a text that wait for the person's word. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and d.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const day = (moment: string) => sql.raw(`(${moment} at time zone 'Asia/Ho_Chi_Minh')::date`);
	const found = await sql<Row>`
		with duty as (
			select distinct 'model_decide' as kind, x.id, a.person_id, x.above_unit_id as unit_id, ${day('x.proposed_at')} + ${DECIDE_DAYS}::int as due_on
				from model x join role_assignment a on a.tenant_id = x.tenant_id and a.unit_id = x.above_unit_id and a.role in ('secretary', 'deputy', 'higher_officer')
					and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)
				where x.tenant_id = ${wanted.tenantId} and x.state = 'proposed'
			union all
			select 'model_consent', x.id, p.person_id, x.unit_id, ${day('x.written_at')} + ${CONSENT_DAYS}::int
				from model x join model_person p on p.tenant_id = x.tenant_id and p.model_id = x.id and p.consent is null
				where x.tenant_id = ${wanted.tenantId}
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id) as nth
			from duty d where true ${mine} ${inUnits(wanted, 'd.unit_id')} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", x.title, n.due_on as "dueOn", n.total
		from numbered n join model x on x.tenant_id = ${wanted.tenantId} and x.id = n.id
		${wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``} order by n.due_on, n.id`.execute(tx);
	const items = found.rows.map(
		(row): DueItem => ({
			kind: row.kind,
			subjectId: row.id,
			personId: row.personId,
			unitId: row.unitId,
			dueOn: row.dueOn,
			name: row.title,
			more: [],
			openName: null,
			href: `/mo-hinh/${row.id}`,
			act: row.kind === 'model_decide' ? m.model_due_act_decide() : m.model_due_act_consent(),
			supervisorId: null,
		}),
	);
	return { items, totals: totalsOf(found.rows, 'model_decide', 'model_consent') };
};

registerDueSource({
	name: 'models',
	kinds: [
		{
			key: 'model_decide',
			say: m.model_due_kind_decide,
			count: (count) => m.model_due_count_decide({ count }),
			all: (count) => m.model_due_all_decide({ count }),
			href: '/mo-hinh',
			weight: 2,
			isOwed: false,
		},
		{
			key: 'model_consent',
			say: m.model_due_kind_consent,
			count: (count) => m.model_due_count_consent({ count }),
			all: (count) => m.model_due_all_consent({ count }),
			href: '/mo-hinh',
			weight: 2,
			isOwed: false,
		},
	],
	list,
	endedBy: [
		{ verb: 'model.approved', kinds: ['model_decide', 'model.proposed'], for: 'everybody' },
		{ verb: 'model.returned', kinds: ['model_decide', 'model.proposed'], for: 'everybody' },
		{ verb: 'model.consented', kinds: ['model_consent', 'model.named'], for: 'person' },
		{ verb: 'model.consent_withheld', kinds: ['model_consent', 'model.named'], for: 'person' },
	],
});
