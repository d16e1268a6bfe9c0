import { beforeAll, expect, test } from 'vitest';
import { todayOf } from '#lib/features/today/queries.server.ts';
import { traceOf } from '#lib/features/trace/queries.server.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { look } from '#lib/platform/command/command.ts';
import { openPool } from '#lib/platform/database/connect.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { openSample } from '../seed/open-sample.ts';
import { useDatabase } from './support/database.ts';
import '#lib/features/meetings/due.server.ts';
import '#lib/features/programmes/due.server.ts';
import '#lib/features/reading/due.server.ts';
import '#lib/features/proposals/due.server.ts';
import '#lib/features/resolutions/due.server.ts';
import '#lib/features/reflections/due.server.ts';
import '#lib/features/reflections/states.server.ts';
import '#lib/features/study/due.server.ts';
import '#lib/features/summaries/due.server.ts';

const database = useDatabase();
let secretary: Actor;
let unitId = '';
let today = '';

/** The person behind a login of the sample, as a session would find them. */
const actorOf = async (login: string): Promise<Actor> => {
	const pool = openPool(database.authUrl, 1);
	try {
		const [row] =
			await pool`select auth.actor_of(id, ${today}::date) as actor from auth."user" where username = ${login}`;
		return { ...(row?.['actor'] as Actor), kind: 'person' };
	} finally {
		await pool.end({ timeout: 2 });
	}
};

beforeAll(async () => {
	const { actor: _nobody, ...door }: Door = database.door({} as Actor);
	today = dayOf(database.clock());
	const { login } = await openSample(door);
	secretary = await actorOf(login);
	unitId = secretary.standings[0]?.unitId ?? '';
}, 120_000);

test('the cell of the brief has 27 people, below a provincial committee', async () => {
	const [counted] =
		await database.owner`select count(*)::int as people from membership where unit_id = ${unitId} and valid_to is null`;
	expect(counted?.['people']).toBe(27);
	const [root] = await database.owner`select kind from unit where parent_id is null`;
	expect(root?.['kind']).toBe('provincial_committee');
});

test('nothing stands in it that no command made: each thing has the event of its making', async () => {
	const [missing] = await database.owner`select
		(select count(*)::int from document d where not exists (select from event e where e.subject_id = d.id and e.verb = 'document.filed')) as documents,
		(select count(*)::int from programme p where not exists (select from event e where e.subject_id = p.id and e.verb = 'programme.issued')) as programmes,
		(select count(*)::int from task t where not exists (select from event e where e.subject_id = t.id and e.verb = 'task.assigned')) as tasks,
		(select count(*)::int from reading r where r.studied_at is not null
			and not exists (select from event e where e.document_id = r.document_id and e.person_id = r.person_id and e.verb = 'document.studied')) as studied`;
	expect(missing).toEqual({ documents: 0, programmes: 0, tasks: 0, studied: 0 });
});

test('its year ends today: the oldest event lies a year back, none lies ahead', async () => {
	const [span] = await database.owner`select
		extract(epoch from ${database.clock()}::timestamptz - min(at))::float8 / 86400 as days, max(at) <= ${database.clock()}::timestamptz as past from event`;
	expect(span?.['days']).toBeGreaterThan(364);
	expect(span?.['past']).toBe(true);
});

test('whoever opens it finds something to do: a document to read, a result to decide on, a session to attend', async () => {
	const home = await look(database.door(secretary), (tx) => todayOf(tx, secretary, unitId, today));
	expect(home.duties.map(({ kind }) => kind).sort()).toEqual([
		'decide',
		'proposal_sort',
		'proposal_sort',
		'read',
		'study_attend',
		'study_paper',
	]);
	expect(home.unit?.behind.length).toBeGreaterThan(0);
	const member = await actorOf('dang.vien');
	const theirs = await look(database.door(member), (tx) => todayOf(tx, member, unitId, today));
	expect(theirs.duties.map(({ kind }) => kind).sort()).toEqual([
		'carry_out',
		'read',
		'study_attend',
		'study_paper',
	]);
});

test('the trace of Resolution 57 runs from the text to results, and shows what is missing', async () => {
	const [found] = await database.owner`select id from document where number = '57-NQ/TW'`;
	const trace = await look(database.door(secretary), (tx) =>
		traceOf(tx, secretary, { documentId: String(found?.['id']), unitId, today }),
	);
	expect(trace.figures).toMatchObject({
		studied: 27,
		assigned: 27,
		studyLateDays: 0,
		tasks: 5,
		tasksDone: 2,
	});
	expect(trace.rows.some(({ steps }) => steps.every(({ state }) => state === 'done'))).toBe(true);
	expect(trace.figures.rowsWithGaps).toBeGreaterThan(0);
});

test('the cell’s resolutions of the last months stand in the library, each with the tasks that it set', async () => {
	const found =
		await database.owner`select r.mark, d.number, d.state, (select count(*)::int from task_clause c where c.document_id = d.id) as tasks
		from resolution r join document d on d.tenant_id = r.tenant_id and d.id = r.document_id where r.state = 'issued' order by r.mark`;
	expect(found.length).toBeGreaterThanOrEqual(2);
	for (const one of found) expect(one).toMatchObject({ mark: one['number'], state: 'published', tasks: 2 });
});

test('its programmes show what a programme can: two documents, clauses that do not apply, what is measured, waits and comes again', async () => {
	const [found] = await database.owner`select
		(select max(documents)::int from (select count(*) as documents from programme_document group by programme_id) x) as documents,
		(select count(*)::int from clause_not_applicable n join programme p on p.tenant_id = n.tenant_id and p.id = n.programme_id and p.kind = 'action') as set_aside,
		(select count(*)::int from indicator_value) as measured,
		(select count(*)::int from task_dependence) as dependences,
		(select max(occurrence)::int from task) as occurrences,
		(select count(*)::int from urge) as urged,
		(select count(*)::int from deadline_change where decision is null) as asking`;
	expect(found).toMatchObject({
		documents: 2,
		set_aside: 2,
		measured: 8,
		dependences: 2,
		urged: 3,
		asking: 1,
	});
	expect(found?.['occurrences']).toBeGreaterThanOrEqual(3);
});

test('it studied together: a round that everybody attended or made up, and one whose session lies ahead', async () => {
	const found =
		await database.owner`select r.state, count(p.person_id)::int as participants, count(a.person_id) filter (where a.state = 'present')::int as present,
			count(k.done_on)::int as "madeUp"
			from study_round r join study_participant p on p.tenant_id = r.tenant_id and p.round_id = r.id
			left join study_attendance a on a.tenant_id = r.tenant_id and a.round_id = r.id and a.person_id = p.person_id
			left join study_make_up k on k.tenant_id = r.tenant_id and k.round_id = r.id and k.person_id = p.person_id
			group by r.id, r.state order by r.state`;
	expect(
		found.map((row) => `${row['state']} ${row['participants']} ${row['present']} ${row['madeUp']}`),
	).toEqual(['closed 27 25 2', 'open 27 0 0']);
	const [check] =
		await database.owner`select count(distinct q.id)::int as questions, count(distinct a.person_id)::int as people
		from study_question q join study_answer a on a.tenant_id = q.tenant_id and a.question_id = q.id`;
	expect(check).toEqual({ questions: 3, people: 7 });
});

test('its proposals stand at every step: settled and published, answered one level up, being answered, late, new', async () => {
	const found =
		await database.owner`select p.state, count(*)::int as proposals, count(r.proposal_id)::int as published
		from proposal p left join proposal_release r on r.tenant_id = p.tenant_id and r.proposal_id = p.id group by p.state order by p.state`;
	expect(found.map(({ state, proposals, published }) => `${state} ${proposals} ${published}`)).toEqual([
		'answered 1 0',
		'assigned 2 0',
		'received 2 0',
		'settled 2 2',
	]);
	const [up] = await database.owner`select count(*)::int as steps from proposal_step where kind = 'sent_up'`;
	expect(up?.['steps']).toBe(2);
});

test('its papers: after the round of the spring 24 of 27, all reviewed by somebody else, one shared', async () => {
	const found =
		await database.owner`select s.state as round, r.state, count(*)::int as papers, count(r.shared_at)::int as shared, bool_or(r.author_id = r.reviewer_id) as own
			from reflection r join study_round s on s.tenant_id = r.tenant_id and s.id = r.round_id group by s.state, r.state order by 1, 2`;
	expect(
		found.map(({ round, state, papers, shared, own }) => `${round} ${state} ${papers} ${shared} ${own}`),
	).toEqual(['closed accepted 24 1 false', 'open handed_in 1 0 false', 'open returned 1 0 false']);
});
