import { sql } from 'kysely';
import { inUnits, registerDueSource } from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Day } from '#lib/shared/calendar.ts';
import { wantedNow } from './wanted.server.ts';

type Row = {
	id: string;
	personId: string;
	unitId: string;
	title: string;
	ownerName: string;
	dueOn: Day;
	total: number;
};

/** Recurring work that nobody carries on: for its supervisor while they are of the unit, else for its secretary and deputy. */
registerDueSource({
	name: 'recurring work',
	kinds: [
		{
			key: 'hand_over',
			say: m.task_due_kind_hand_over,
			count: (count) => m.task_due_count_hand_over({ count }),
			all: (count) => m.task_due_all_hand_over({ count }),
			href: '/nhiem-vu/don-doc#dinh-ky',
			weight: 1,
			isOwed: false,
		},
	],
	list: async (tx, wanted) => {
		const ids = wanted.personIds ? `{${wanted.personIds.join(',')}}` : null;
		const found = await sql<Row>`
			with wanted as (
				select r.id, r.unit_id, r.wanted_for, t.title, t.supervisor_id, o.full_name as owner_name, exists (
					select from membership y where y.tenant_id = r.tenant_id and y.unit_id = r.unit_id and y.person_id = t.supervisor_id
						and (y.valid_to is null or y.valid_to > r.wanted_for)
					union all select from role_assignment y where y.tenant_id = r.tenant_id and y.unit_id = r.unit_id and y.person_id = t.supervisor_id
						and (y.valid_to is null or y.valid_to > r.wanted_for)) as stays
				${wantedNow(wanted.tenantId)} ${inUnits(wanted, 'r.unit_id')} ${wanted.until ? sql`and r.wanted_for <= ${wanted.until}` : sql``}
			), each_person as (
				select w.*, w.supervisor_id as person_id from wanted w where w.stays
				union
				select w.*, a.person_id from wanted w join role_assignment a on a.tenant_id = ${wanted.tenantId} and a.unit_id = w.unit_id
					and a.role in ('secretary', 'deputy') and (a.valid_to is null or a.valid_to > w.wanted_for)
				where not w.stays
			), numbered as (
				select *, count(*) over () as total, row_number() over (order by wanted_for, id) as nth from each_person
				${ids ? sql`where person_id = any(${ids}::text::uuid[])` : sql``}
			)
			select id, person_id as "personId", unit_id as "unitId", title, owner_name as "ownerName", wanted_for as "dueOn", total
			from numbered ${wanted.most ? sql`where nth <= ${wanted.most}` : sql``} order by wanted_for, id`.execute(
			tx,
		);
		return {
			items: found.rows.map((row) => ({
				kind: 'hand_over',
				subjectId: row.id,
				personId: row.personId,
				unitId: row.unitId,
				dueOn: row.dueOn,
				name: row.title,
				more: [m.recurring_before({ name: row.ownerName })],
				openName: null,
				href: '/nhiem-vu/don-doc#dinh-ky',
				act: m.recurring_hand_over(),
				supervisorId: null,
			})),
			totals: { hand_over: Number(found.rows[0]?.total ?? 0) },
		};
	},
	endedBy: [{ verb: 'recurrence.handed_over', kinds: ['hand_over'], for: 'everybody' }],
});
