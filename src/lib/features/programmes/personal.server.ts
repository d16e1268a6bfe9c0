import { sql } from 'kysely';
import { EVER, type PersonalPeriod, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, longDate, startOfDay } from '#lib/shared/calendar.ts';
import type { TaskState } from './domain/task-states.ts';
import { timingOf } from './domain/timing.ts';
import { sayTaskState, sayTiming } from './ui/words.ts';

type Row = {
	id: string;
	title: string;
	programme: string;
	resultExpected: string;
	result: string | null;
	dueOn: Day;
	state: TaskState;
	percent: number;
	reportedOn: Day | null;
};

/** The tasks that the actor owns and that are due in the period. */
const tasksOf = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Row[]> => {
	const found = await sql<Row>`
		select t.id, t.title, p.title as programme, t.result_expected as "resultExpected", t.result, t.due_on as "dueOn", t.state, t.percent,
			(t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as "reportedOn"
		from task t join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state <> 'draft'
		where t.tenant_id = ${actor.tenantId} and t.owner_id = ${actor.personId} and t.due_on between ${from} and ${to}
		order by t.due_on, t.id`.execute(tx);
	return found.rows;
};

type Reported = {
	id: string;
	taskId: string;
	task: string;
	kind: string;
	percent: number;
	body: string;
	reportedAt: Date;
	decision: 'accepted' | 'returned' | null;
	decidedBy: string | null;
	decidedAt: Date | null;
	reason: string | null;
};

/** What the actor reported, with what was decided on it. */
const reportsOf = async (tx: Tx, actor: Actor): Promise<Reported[]> => {
	const found = await sql<Reported>`
		select r.id, r.task_id as "taskId", t.title as task, r.kind, r.percent, r.body, r.reported_at as "reportedAt", r.decision, p.full_name as "decidedBy",
			r.decided_at as "decidedAt", r.reason
		from task_report r join task t on t.tenant_id = r.tenant_id and t.id = r.task_id
		left join person p on p.tenant_id = r.tenant_id and p.id = r.decided_by
		where r.tenant_id = ${actor.tenantId} and r.reporter_id = ${actor.personId} order by r.reported_at, r.id`.execute(
		tx,
	);
	return found.rows;
};

const evidenceOf = async (tx: Tx, actor: Actor) => {
	const found = await sql<{
		taskId: string;
		title: string;
		kind: string;
		url: string | null;
		body: string | null;
		sha256: string | null;
		fileName: string | null;
	}>`select e.task_id as "taskId", e.title, e.kind, e.url, e.body, e.sha256, e.file_name as "fileName" from evidence e
		join task_report r on r.tenant_id = e.tenant_id and r.id = e.report_id and r.reporter_id = ${actor.personId}
		where e.tenant_id = ${actor.tenantId} order by e.added_at, e.id`.execute(tx);
	return found.rows;
};

registerPersonalSource({
	key: 'tasks',
	title: m.task_mine,
	place: 20,
	of: async (tx, actor, period) => {
		const rows = await tasksOf(tx, actor, period);
		const timed = rows.map((row) => ({ row, timing: timingOf(row, period.today) }));
		// What is not due yet and not done counts for neither side.
		const judged = timed.filter(({ timing }) =>
			['on_time', 'done_late', 'late', 'handed_in'].includes(timing.kind),
		);
		const onTime = judged.filter(
			({ timing: { kind, days } }) => kind === 'on_time' || (kind === 'handed_in' && days === 0),
		);
		const from = startOfDay(period.from);
		const decided = (await reportsOf(tx, actor)).filter(
			({ decision, decidedAt }) => decision !== null && decidedAt !== null && decidedAt >= from,
		);
		return {
			figures:
				judged.length === 0
					? []
					: [
							{
								key: 'tasks',
								words: m.task_mine_figure({ done: onTime.length, all: judged.length }),
								value: onTime.length,
								of: judged.length,
								href: null,
								meaning:
									onTime.length === judged.length
										? 'done'
										: timed.some(({ timing }) => timing.kind === 'late')
											? 'late'
											: 'neutral',
							},
						],
			items: timed.map(({ row, timing }) => ({
				key: row.id,
				title: row.title,
				words: [row.programme, m.task_mine_due({ day: longDate(row.dueOn) }), sayTaskState(row)],
				at: startOfDay(row.dueOn),
				href: `/nhiem-vu/${row.id}`,
				state: sayTiming(timing),
			})),
			said: decided
				.filter(
					({ decidedAt }) =>
						decidedAt !== null && decidedAt < new Date(startOfDay(period.to).getTime() + 86_400_000),
				)
				.map((one) => ({
					key: one.id,
					title: one.task,
					words: [one.decidedBy ?? '', one.reason ?? ''].filter(Boolean),
					at: one.decidedAt ?? one.reportedAt,
					href: `/nhiem-vu/${one.taskId}`,
					state:
						one.decision === 'accepted'
							? { word: m.task_mine_accepted(), meaning: 'done' as const }
							: { word: m.task_mine_returned(), meaning: 'late' as const },
				})),
		};
	},
	export: async (tx, actor) => {
		const evidence = await evidenceOf(tx, actor);
		return {
			data: {
				tasks: await tasksOf(tx, actor, EVER),
				reports: await reportsOf(tx, actor),
				evidence: evidence.map(({ sha256: _sha256, ...shown }) => shown),
			},
			files: evidence.flatMap(({ sha256, fileName, title }) =>
				sha256 ? [{ name: fileName ?? title, sha256 }] : [],
			),
		};
	},
});
