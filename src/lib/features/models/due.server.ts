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

const kinds = ['model_decide', 'model_consent'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	title: string;
};

/** Days within which the office decides, and within which one says whether one's name may stand in a model. */
const DECIDE_DAYS = 14;
const CONSENT_DAYS = 7;

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.title,
	more: [],
	href: `/mo-hinh/${row.id}`,
	act: row.kind === 'model_decide' ? m.model_due_act_decide() : m.model_due_act_consent(),
});

/** Models that wait for the office above; names in a text that wait for the person's word. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with duty as (
			select distinct 'model_decide' as kind, x.id, a.person_id, x.above_unit_id as unit_id, ${localDay('x.proposed_at')} + ${DECIDE_DAYS}::int as due_on
				from model x join role_assignment a on ${holdingRole(wanted, 'x.above_unit_id', ['secretary', 'deputy', 'higher_officer'])}
				where x.tenant_id = ${wanted.tenantId} and x.state = 'proposed'
			union all
			select 'model_consent', x.id, p.person_id, x.unit_id, ${localDay('x.written_at')} + ${CONSENT_DAYS}::int
				from model x join model_person p on p.tenant_id = x.tenant_id and p.model_id = x.id and p.consent is null
				where x.tenant_id = ${wanted.tenantId}
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, x.title
		from numbered n join model x on x.tenant_id = ${wanted.tenantId} and x.id = n.id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'models',
	kinds: kindsOfDuty(
		{ href: '/mo-hinh', weight: 2, isOwed: false },
		{
			model_decide: {
				say: m.model_due_kind_decide,
				count: m.model_due_count_decide,
				all: m.model_due_all_decide,
			},
			model_consent: {
				say: m.model_due_kind_consent,
				count: m.model_due_count_consent,
				all: m.model_due_all_consent,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('model.approved', 'model_decide', 'model.proposed'),
		endsForAll('model.returned', 'model_decide', 'model.proposed'),
		endsForPerson('model.consented', 'model_consent', 'model.named'),
		endsForPerson('model.consent_withheld', 'model_consent', 'model.named'),
	],
});
