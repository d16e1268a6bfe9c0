import { sql } from 'kysely';
import type { Day } from '#lib/shared/calendar.ts';
import { excerptOf, markAll } from '../domain/marking.ts';
import type { Hit, Hits, Kind, Seeking } from './kind.ts';

type Scored = { id: string; score: number; found: number };

/** Asks one of the reviewed functions of db/security; strict searches only: names and titles are short. */
const ask = async (
	{ tx, plan, today }: Seeking,
	searching: 'search_tasks' | 'search_meetings' | 'search_people',
	most: number,
): Promise<Scored[]> => {
	if (!plan || plan.bodies.length === 0) return [];
	const tiers = plan.bodies.map(({ query }) => (plan.phrases ? `(${query}) & ${plan.phrases}` : query));
	const found = await sql<Scored>`
		select record_id as id, score, found from ${sql.id('public', searching)}(${sql.val(tiers)}::text[], ${sql.val(plan.terms)}::text[],
			${sql.val(plan.weights)}::real[], ${today}::date, ${most}::integer)`.execute(tx);
	return found.rows;
};

const MOST = 200;
const list = (rows: readonly Scored[]): string => `{${rows.map(({ id }) => id).join(',')}}`;

const inOrder = (scored: readonly Scored[], hits: readonly Omit<Hit, 'score'>[]): Hits => {
	const byId = new Map(hits.map((hit) => [hit.id, hit]));
	return {
		hits: scored.flatMap(({ id, score }): Hit[] => {
			const hit = byId.get(id);
			return hit ? [{ ...hit, score }] : [];
		}),
		found: scored[0]?.found ?? 0,
		isMore: (scored[0]?.found ?? 0) >= MOST,
	};
};

type TaskRow = {
	id: string;
	title: string;
	result: string;
	dueOn: Day;
	state: string;
	percent: string;
	owner: string;
	programme: string;
};

export const taskKind: Kind<'task'> = {
	key: 'task',
	isFiltered: false,
	find: async (seeking, from, count) => {
		const { tx, actor, plan } = seeking;
		const scored = await ask(seeking, 'search_tasks', MOST);
		const shown = scored.slice(from, from + count);
		if (shown.length === 0 || !plan) return { hits: [], found: scored[0]?.found ?? 0, isMore: false };
		const rows = await sql<TaskRow>`
			select t.id, t.title, t.result_expected as result, t.due_on as "dueOn", t.state, t.percent::text as percent, o.full_name as owner, p.title as programme
			from task t join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
			join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id
			where t.tenant_id = ${actor.tenantId} and t.id = any(${list(shown)}::text::uuid[])`.execute(tx);
		return inOrder(
			shown,
			rows.rows.map((row) => {
				const excerpt = excerptOf(row.result, plan.marks);
				return {
					id: row.id,
					href: `/nhiem-vu/${row.id}`,
					title: markAll(row.title, plan.marks),
					facts: {
						dueOn: row.dueOn,
						state: row.state,
						percent: row.percent,
						owner: row.owner,
						programme: row.programme,
					},
					passage:
						excerpt.worth > 0 ? { href: `/nhiem-vu/${row.id}`, label: '', pieces: excerpt.pieces } : null,
				};
			}),
		);
	},
};

type MeetingRow = { id: string; title: string; body: string; day: Day; place: string; unit: string };

export const meetingKind: Kind<'meeting'> = {
	key: 'meeting',
	isFiltered: false,
	find: async (seeking, from, count) => {
		const { tx, actor, plan } = seeking;
		const scored = await ask(seeking, 'search_meetings', MOST);
		const shown = scored.slice(from, from + count);
		if (shown.length === 0 || !plan) return { hits: [], found: scored[0]?.found ?? 0, isMore: false };
		const rows = await sql<MeetingRow>`
			select t.id, t.title, (t.starts_at at time zone 'Asia/Ho_Chi_Minh')::date as day, t.place, u.short_name as unit,
				concat_ws('. ', (select string_agg(i.title, '. ' order by i.position) from agenda_item i where i.tenant_id = t.tenant_id and i.meeting_id = t.id), nullif(t.conclusion, '')) as body
			from meeting t join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
			where t.tenant_id = ${actor.tenantId} and t.id = any(${list(shown)}::text::uuid[])`.execute(tx);
		return inOrder(
			shown,
			rows.rows.map((row) => {
				const excerpt = excerptOf(row.body, plan.marks);
				return {
					id: row.id,
					href: `/hop/${row.id}`,
					title: markAll(row.title, plan.marks),
					facts: { day: row.day, place: row.place, unit: row.unit },
					passage: excerpt.worth > 0 ? { href: `/hop/${row.id}`, label: '', pieces: excerpt.pieces } : null,
				};
			}),
		);
	},
};

type PersonRow = { id: string; fullName: string; jobTitle: string; units: string };

export const personKind: Kind<'person'> = {
	key: 'person',
	isFiltered: false,
	find: async (seeking, from, count) => {
		const { tx, actor, plan, today } = seeking;
		const scored = await ask(seeking, 'search_people', MOST);
		const shown = scored.slice(from, from + count);
		if (shown.length === 0 || !plan) return { hits: [], found: scored[0]?.found ?? 0, isMore: false };
		const rows = await sql<PersonRow>`
			select p.id, p.full_name as "fullName", p.job_title as "jobTitle",
				coalesce((select string_agg(distinct u.short_name, ', ') from membership m join unit u on u.tenant_id = m.tenant_id and u.id = m.unit_id
					where m.tenant_id = p.tenant_id and m.person_id = p.id and m.valid_from <= ${today} and (m.valid_to is null or m.valid_to > ${today})), '') as units
			from person p where p.tenant_id = ${actor.tenantId} and p.id = any(${list(shown)}::text::uuid[])`.execute(
			tx,
		);
		return inOrder(
			shown,
			rows.rows.map((row) => ({
				id: row.id,
				href: `/to-chuc/nguoi/${row.id}`,
				title: markAll(row.fullName, plan.marks),
				facts: { jobTitle: row.jobTitle, units: row.units },
				passage: null,
			})),
		);
	},
};
