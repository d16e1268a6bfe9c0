import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day, startOfDay } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { TaskState } from './domain/task-states.ts';
import { programmeFacts } from './facts.server.ts';
import { mayBegin, mayDecide, mayReport, maySeeProgramme, maySeeUnitProgrammes } from './policy.ts';
import { lateOn, soonOn } from './queries-lists.server.ts';

/** What a board, a timeline or a page of loads looks at: one programme, or the unit's tasks. */
export type ViewScope = { programmeId: string } | { unit: { id: string; path: string } };

export type SeenScope = {
	/** Null for the unit's tasks. */
	programme: { id: string; title: string; startsOn: Day; endsOn: Day; isDraft: boolean } | null;
	where: RawBuilder<unknown>;
};

/** The scope for who may see it. @throws Failure missing */
export const seenScope = async (tx: Tx, actor: Actor, scope: ViewScope): Promise<SeenScope> => {
	if ('unit' in scope) {
		if (!maySeeUnitProgrammes(actor, { unitId: scope.unit.id, path: scope.unit.path }).allowed)
			throw missing('failure_not_found');
		return {
			programme: null,
			where: sql`t.tenant_id = ${actor.tenantId} and t.unit_id = ${scope.unit.id} and p.state <> 'draft'`,
		};
	}
	const facts = await programmeFacts(tx, actor.tenantId, scope.programmeId);
	if (!maySeeProgramme(actor, facts).allowed) throw missing('failure_not_found');
	const { id, title, startsOn, endsOn, state } = facts;
	return {
		programme: { id, title, startsOn, endsOn, isDraft: state === 'draft' },
		where: sql`t.tenant_id = ${actor.tenantId} and t.programme_id = ${facts.id}`,
	};
};

const tables = sql`task t join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id
	join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id`;

export type ViewTask = {
	id: string;
	title: string;
	state: TaskState;
	percent: number;
	startsOn: Day;
	dueOn: Day;
	reportedOn: Day | null;
	ownerId: string;
	ownerName: string;
	/** The tasks that must be done before. */
	needs: string[];
	waits: boolean;
};

const columns = sql`t.id, t.title, t.state, t.percent, coalesce(t.starts_on, (t.created_at at time zone 'Asia/Ho_Chi_Minh')::date) as "startsOn", t.due_on as "dueOn",
	(t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as "reportedOn", t.owner_id as "ownerId", o.full_name as "ownerName",
	coalesce((select jsonb_agg(d.needs_id) from task_dependence d where d.tenant_id = t.tenant_id and d.task_id = t.id), '[]') as needs,
	exists (select from task_dependence y join task n on n.tenant_id = y.tenant_id and n.id = y.needs_id and n.state not in ('accepted', 'cancelled')
		where y.tenant_id = t.tenant_id and y.task_id = t.id) as waits`;

export const boardStates = ['assigned', 'in_progress', 'reported', 'accepted'] as const;
export type BoardState = (typeof boardStates)[number];
export const CARDS_A_COLUMN = 40;

export type Card = ViewTask & {
	/** What the actor may do with it where it stands: the next column, and how it gets there. */
	move: { to: BoardState; by: 'begin' | 'report' | 'decide' } | null;
};
export type Board = {
	programme: SeenScope['programme'];
	columns: { state: BoardState; total: number; cards: Card[] }[];
};

type MoveFacts = {
	supervisorId: string;
	helperIds: string[];
	unitId: string;
	path: string;
	programmeState: 'draft' | 'issued' | 'closed';
};

const moveOf = (actor: Actor, task: ViewTask & MoveFacts): Card['move'] => {
	if (task.waits) return null;
	if (mayBegin(actor, task).allowed) return { to: 'in_progress', by: 'begin' };
	if (task.state === 'in_progress' && mayReport(actor, task, 'completion').allowed)
		return { to: 'reported', by: 'report' };
	return mayDecide(actor, task).allowed ? { to: 'accepted', by: 'decide' } : null;
};

/** The tasks by where they stand, each column with its most pressing cards. Of what is done, the last two months. */
export const boardOf = async (tx: Tx, actor: Actor, scope: ViewScope, today: Day): Promise<Board> => {
	const seen = await seenScope(tx, actor, scope);
	const since = startOfDay(addDays(today, -60));
	const recent = seen.programme ? sql`true` : sql`(t.state <> 'accepted' or t.accepted_at >= ${since})`;
	const found = await sql<ViewTask & MoveFacts & { total: number }>`
		with chosen as (
			select t.id as task_id, count(*) over (partition by t.state)::int as total,
				row_number() over (partition by t.state order by case when t.state = 'accepted' then t.accepted_at end desc, t.due_on, t.id) as nth
			from ${tables} where ${seen.where} and t.state <> 'cancelled' and ${recent}
		)
		select ${columns}, k.total, t.supervisor_id as "supervisorId", t.unit_id as "unitId", u.path::text as path, p.state as "programmeState",
			coalesce((select jsonb_agg(h.person_id) from task_helper h where h.tenant_id = t.tenant_id and h.task_id = t.id), '[]') as "helperIds"
		from chosen k
		join task t on t.tenant_id = ${actor.tenantId} and t.id = k.task_id
		join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id
		join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
		join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
		where k.nth <= ${CARDS_A_COLUMN} order by k.nth`.execute(tx);
	return {
		programme: seen.programme,
		columns: boardStates.map((state) => {
			const rows = found.rows.filter((row) => row.state === state);
			return {
				state,
				total: rows[0]?.total ?? 0,
				cards: rows.map((row) => {
					const {
						total: _t,
						supervisorId: _s,
						helperIds: _h,
						unitId: _u,
						path: _p,
						programmeState: _g,
						...card
					} = row;
					return { ...card, move: moveOf(actor, row) };
				}),
			};
		}),
	};
};

export const BARS_A_PAGE = 60;

export type TimelinePage = { programme: SeenScope['programme']; tasks: ViewTask[]; total: number };

/** The tasks by when they are worked on; of the unit those that are open or ended in the last three months. */
export const timelineOf = async (
	tx: Tx,
	actor: Actor,
	scope: ViewScope,
	today: Day,
	page: number,
): Promise<TimelinePage> => {
	const seen = await seenScope(tx, actor, scope);
	const recent = seen.programme
		? sql`true`
		: sql`(t.state <> 'accepted' or t.accepted_at >= ${startOfDay(addDays(today, -90))})`;
	const where = sql`where ${seen.where} and t.state <> 'cancelled' and ${recent}`;
	const counted = await sql<{ total: number }>`select count(*)::int as total from ${tables} ${where}`.execute(
		tx,
	);
	const found = await sql<ViewTask>`select ${columns} from ${tables} ${where}
		order by "startsOn", t.due_on, t.id limit ${BARS_A_PAGE} offset ${BARS_A_PAGE * (page - 1)}`.execute(tx);
	return { programme: seen.programme, tasks: found.rows, total: counted.rows[0]?.total ?? 0 };
};

export type PersonLoad = {
	personId: string;
	name: string;
	jobTitle: string;
	open: number;
	soon: number;
	late: number;
	waiting: number;
	done: number;
	/** Tasks of others in which an open step is given to them. */
	steps: number;
};

/** What each person carries. People without any task in the scope are not listed. */
export const loadsOf = async (
	tx: Tx,
	actor: Actor,
	scope: ViewScope,
	today: Day,
): Promise<{ programme: SeenScope['programme']; people: PersonLoad[] }> => {
	const seen = await seenScope(tx, actor, scope);
	const found = await sql<PersonLoad>`
		select o.id as "personId", o.full_name as name, o.job_title as "jobTitle",
			count(*) filter (where t.state in ('assigned', 'in_progress'))::int as open, count(*) filter (where ${soonOn(today)})::int as soon,
			count(*) filter (where ${lateOn(today)})::int as late, count(*) filter (where t.state = 'reported')::int as waiting,
			count(*) filter (where t.state = 'accepted')::int as done,
			(select count(*)::int from task t join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id
				where ${seen.where} and t.state in ('assigned', 'in_progress') and t.owner_id <> o.id and exists (select from task_step x
					where x.tenant_id = t.tenant_id and x.task_id = t.id and x.person_id = o.id and x.done_at is null)) as steps
		from ${tables} where ${seen.where} and t.state <> 'cancelled'
		group by o.tenant_id, o.id, o.full_name, o.job_title, o.sort_key
		order by 6 desc, 4 desc, o.sort_key collate "vi-x-icu" limit 500`.execute(tx);
	return { programme: seen.programme, people: found.rows };
};
