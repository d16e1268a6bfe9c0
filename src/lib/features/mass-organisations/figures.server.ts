import { sql } from 'kysely';
import { registerFigureSource } from '#lib/features/reviews/public.server.ts';
import { m } from '#lib/paraglide/messages.js';

// What the mass organisations of a unit did with localities in a year; counts that name nobody.
registerFigureSource({
	name: 'mass_organisations',
	weight: 7,
	year: async (tx, { tenantId }, { unitId, year }) => {
		const found = await sql<{ planned: number; done: number; people: number; locals: number }>`
			select count(*) filter (where v.state <> 'cancelled')::int as planned, count(*) filter (where v.state = 'done')::int as done,
				coalesce(sum(v.locals) filter (where v.state = 'done'), 0)::int as locals,
				(select count(*)::int from joint_participant t join joint_activity w on w.tenant_id = t.tenant_id and w.id = t.activity_id join unit x on x.tenant_id = w.tenant_id and x.id = w.unit_id
					where t.tenant_id = ${tenantId} and x.parent_id = ${unitId} and w.state = 'done' and extract(year from w.held_on) = ${year}) as people
			from joint_activity v join unit u on u.tenant_id = v.tenant_id and u.id = v.unit_id
			where v.tenant_id = ${tenantId} and u.parent_id = ${unitId} and extract(year from v.held_on) = ${year}`.execute(
			tx,
		);
		const [row] = found.rows;
		if (!row || row.planned === 0) return [];
		const figure = (key: string, name: string, value: number, of: number | null) => ({
			key: `mass_${key}`,
			name,
			value,
			of,
			href: '/doan-the',
		});
		return [
			figure('activities', m.mass_year_activities(), row.done, row.planned),
			figure('people', m.mass_year_people(), row.people, null),
			figure('locals', m.mass_year_locals(), row.locals, null),
		];
	},
});
