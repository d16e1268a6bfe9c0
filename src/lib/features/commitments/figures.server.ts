import { sql } from 'kysely';
import { type FiguresWanted, registerCountedFigure } from '#lib/features/reviews/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { EntryOutcome } from './domain/states.ts';
import { sayOutcome } from './ui/words.ts';

type Row = { personId: string; title: string; outcome: EntryOutcome; quarter: number; href: string };

/** Entries that the committee checked in quarters that ended in the period, as it found them. */
const checked = async (tx: Tx, { tenantId, unitId, personIds, from, to }: FiguresWanted): Promise<Row[]> =>
	(
		await sql<Row>`
			select r.person_id as "personId", e.act as title, k.outcome, k.quarter, '/dang-ky/' || r.campaign_id || '/ban/' || r.id as href
			from registration r
			join campaign_quarter w on w.tenant_id = r.tenant_id and w.campaign_id = r.campaign_id
				and make_date(w.year, w.quarter * 3, 1) + interval '1 month' - interval '1 day' between ${from} and ${to}
			join check_mark k on k.tenant_id = r.tenant_id and k.registration_id = r.id and k.quarter = w.quarter
			join registration_entry e on e.tenant_id = r.tenant_id and e.registration_id = r.id and e.entry_key = k.entry_key
			where r.tenant_id = ${tenantId} and r.unit_id = ${unitId} and r.person_id = any(${`{${personIds.join(',')}}`}::text::uuid[])
			order by w.year, w.quarter, e.position, e.entry_key`.execute(tx)
	).rows;

registerCountedFigure(
	'commitments',
	15,
	async (tx, wanted) =>
		(await checked(tx, wanted)).map(({ personId, title, outcome, quarter, href }) => ({
			personId,
			title,
			note: m.commitment_figure_note({ quarter, outcome: sayOutcome(outcome).word }),
			href,
			counts: outcome === 'met',
		})),
	m.commitment_figure,
);
