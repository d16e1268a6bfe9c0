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

const kinds = ['recognition_decide', 'recognition_consent'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	title: string;
	subject: string;
};

/** Days within which a proposal is decided, and within which one says whether it may be shown beyond the unit. */
const DECIDE_DAYS = 7;
const CONSENT_DAYS = 14;

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.title,
	more: row.kind === 'recognition_decide' ? [row.subject] : [],
	href: `/guong-sang/${row.id}`,
	act: row.kind === 'recognition_decide' ? m.recognition_due_act_decide() : m.recognition_due_act_consent(),
});

/** Proposals that wait for who heads the unit and may decide them; the own word on what one was honoured for. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with duty as (
			select distinct 'recognition_decide' as kind, r.id, a.person_id, r.unit_id, ${localDay('r.proposed_at')} + ${DECIDE_DAYS}::int as due_on
			from recognition r
			join role_assignment a on ${holdingRole(wanted, 'r.unit_id', ['secretary', 'deputy'])}
			where r.tenant_id = ${wanted.tenantId} and r.state = 'proposed' and a.person_id is distinct from r.person_id and a.person_id <> r.proposer_id
				and a.person_id is distinct from r.first_agreed_by
			union all
			select 'recognition_consent', r.id, r.person_id, r.unit_id, ${localDay('r.decided_at')} + ${CONSENT_DAYS}::int
			from recognition r where r.tenant_id = ${wanted.tenantId} and r.state = 'announced' and r.person_id is not null and r.consent is null
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, r.title, coalesce(h.full_name, r.collective) as subject
		from numbered n
		join recognition r on r.tenant_id = ${wanted.tenantId} and r.id = n.id
		left join person h on h.tenant_id = r.tenant_id and h.id = r.person_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

const decided = ['recognition_decide', 'recognition.proposed', 'recognition.second'];

registerDueSource({
	name: 'recognition',
	kinds: kindsOfDuty(
		{ href: '/guong-sang', weight: 1, isOwed: false },
		{
			recognition_decide: {
				say: m.recognition_due_kind_decide,
				count: m.recognition_due_count_decide,
				all: m.recognition_due_all_decide,
			},
			recognition_consent: {
				say: m.recognition_due_kind_consent,
				count: m.recognition_due_count_consent,
				all: m.recognition_due_all_consent,
				weight: 3,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('recognition.announced', ...decided),
		endsForAll('recognition.declined', ...decided),
		endsForAll('recognition.withdrawn', ...decided),
		endsForPerson('recognition.consented', 'recognition_consent'),
		endsForPerson('recognition.consent_withheld', 'recognition_consent'),
	],
});
