import { sql } from 'kysely';
import {
	type CountedRow,
	type FiguresWanted,
	registerCountedFigure,
	registerSayings,
} from '#lib/features/reviews/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';

/** A remark belongs to the period in which its year ends. */
const inPeriod = ({ from, to }: FiguresWanted) => sql`make_date(o.year, 12, 31) between ${from} and ${to}`;
const people = ({ personIds }: FiguresWanted): string => `{${personIds.join(',')}}`;

/** Remarks that were asked for, those that came among them. What they say, row level security shows to those who may read it. */
const rowsOf = async (tx: Tx, wanted: FiguresWanted): Promise<CountedRow[]> =>
	(
		await sql<CountedRow>`
			select r.person_id as "personId", o.year::text as title, coalesce(k.level, '') as note, '/noi-cu-tru/phieu/' || r.id as href, r.state = 'received' as counts
			from residence_request r
			join residence_round o on o.tenant_id = r.tenant_id and o.id = r.round_id
			left join residence_remark k on k.tenant_id = r.tenant_id and k.request_id = r.id and k.taken_back_at is null
			where r.tenant_id = ${wanted.tenantId} and r.unit_id = ${wanted.unitId} and r.person_id = any(${people(wanted)}::text::uuid[]) and r.state <> 'exempt'
				and ${inPeriod(wanted)}
			order by o.year, r.id`.execute(tx)
	).rows.map((row) => ({ ...row, title: m.residence_remark_of_year({ year: row.title }) }));

registerCountedFigure('residence', 45, rowsOf, m.residence_figure);

registerSayings({
	name: 'residence',
	of: async (tx, wanted) => {
		const found = await sql<{
			personId: string;
			unitId: string;
			requestId: string;
			year: number;
			level: string;
			body: string;
			signedBy: string;
			answer: string;
		}>`
			select k.person_id as "personId", k.unit_id as "unitId", k.request_id as "requestId", k.year, k.level, k.body, k.signed_by as "signedBy", k.answer
			from residence_remark k join residence_request r on r.tenant_id = k.tenant_id and r.id = k.request_id
			join residence_round o on o.tenant_id = r.tenant_id and o.id = r.round_id
			where k.tenant_id = ${wanted.tenantId} and k.unit_id = ${wanted.unitId} and k.person_id = any(${people(wanted)}::text::uuid[]) and k.taken_back_at is null
				and ${inPeriod(wanted)} order by k.entered_at`.execute(tx);
		return found.rows.map(({ personId, unitId, requestId, year, level, body, signedBy, answer }) => ({
			title: m.residence_remark_of_year({ year }),
			words: [level, body, m.residence_signed({ name: signedBy })].filter(Boolean),
			answer,
			href: `/noi-cu-tru/phieu/${requestId}`,
			record: { type: 'residence_remark', id: requestId, personId, unitId },
		}));
	},
});
