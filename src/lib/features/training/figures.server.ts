import { sql } from 'kysely';
import { type FiguresWanted, registerCountedFigure } from '#lib/features/reviews/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { sayHours } from './ui/words.ts';

type Row = { personId: string; courseId: string; title: string; hours: number; endsOn: Day; isDone: boolean };

/** Courses that ended in the period, for those who took part; row level security says whose. */
const partsIn = async (tx: Tx, { tenantId, personIds, from, to }: FiguresWanted): Promise<Row[]> =>
	(
		await sql<Row>`
			select p.person_id as "personId", c.id as "courseId", c.title, c.hours::float8 as hours, c.ends_on as "endsOn", coalesce(p.result = 'completed', false) as "isDone"
			from training_participant p join training_course c on c.tenant_id = p.tenant_id and c.id = p.course_id
			where p.tenant_id = ${tenantId} and p.person_id = any(${`{${personIds.join(',')}}`}::text::uuid[]) and c.ends_on between ${from} and ${to}
			order by c.ends_on, c.id`.execute(tx)
	).rows;

registerCountedFigure(
	'training',
	50,
	async (tx, wanted) =>
		(await partsIn(tx, wanted)).map(({ personId, courseId, title, hours, isDone }) => ({
			personId,
			title,
			note: m.training_hours({ count: sayHours(hours) }),
			href: `/dao-tao/khoa/${courseId}`,
			counts: isDone,
		})),
	m.training_figure,
);
