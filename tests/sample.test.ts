import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { followTenant } from '#lib/features/oversight/follow.server.ts';
import { firstOverseen } from '#lib/features/oversight/policy.ts';
import { overviewOf } from '#lib/features/oversight/queries.server.ts';
import { periodOf } from '#lib/features/personal/domain/period.ts';
import { myPage } from '#lib/features/personal/queries.server.ts';
import { todayOf } from '#lib/features/today/queries.server.ts';
import { traceOf } from '#lib/features/trace/queries.server.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { look } from '#lib/platform/command/command.ts';
import { openPool } from '#lib/platform/database/connect.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { openSample } from '../seed/open-sample.ts';
import { useDatabase } from './support/database.ts';
import '#lib/features/contributions.server.ts';

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
	// The keys of an organisation come from the secret of the data directory.
	process.env['DATA_DIR'] = mkdtempSync(join(tmpdir(), 'thuctien-sample-'));
	const { actor: _nobody, ...door }: Door = database.door({} as Actor);
	today = dayOf(database.clock());
	const { login } = await openSample(door);
	secretary = await actorOf(login);
	unitId = secretary.standings[0]?.unitId ?? '';
}, 600_000);

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
		'cascade_take_up',
		'certificate_confirm',
		'decide',
		'inspection_answer',
		'nomination_sign',
		'proposal_sort',
		'proposal_sort',
		'read',
		'residence_round',
		'review_rate',
		'review_self',
		'study_attend',
		'study_paper',
		'training_need_answer',
		'training_need_answer',
		'training_need_answer',
		'transfers_take_in',
	]);
	expect(home.unit?.behind.length).toBeGreaterThan(0);
	const member = await actorOf('dang.vien');
	const theirs = await look(database.door(member), (tx) => todayOf(tx, member, unitId, today));
	expect(theirs.duties.map(({ kind }) => kind).sort()).toEqual([
		'carry_out',
		'certificate_expiry',
		'limit_step',
		'read',
		'review_self',
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
			where r.unit_id = ${unitId} group by r.id, r.state order by r.state`;
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

test('its campaign: six contents, 26 of 27 people and the cell registered, confirmed by somebody else, each quarter that is over checked', async () => {
	const [found] = await database.owner`select
		(select count(*)::int from campaign_item where kind = 'content') as contents,
		(select count(*)::int from registration where state = 'confirmed') as confirmed,
		(select count(*)::int from registration where confirmed_by = person_id or checker_id = person_id) as own,
		(select count(*)::int from campaign_quarter where closed_at is not null) as quarters,
		(select count(*)::int from quarter_check where checked_at is not null and self_checked_at is not null) as checked,
		(select count(*)::int from self_check s join check_mark k using (tenant_id, registration_id, quarter, entry_key) where s.outcome <> k.outcome) as differs`;
	expect(found).toEqual({ contents: 6, confirmed: 27, own: 0, quarters: 3, checked: 81, differs: 1 });
});

test('its papers: after the round of the spring 24 of 27, all reviewed by somebody else, one shared', async () => {
	const found =
		await database.owner`select s.state as round, r.state, count(*)::int as papers, count(r.shared_at)::int as shared, bool_or(r.author_id = r.reviewer_id) as own
			from reflection r join study_round s on s.tenant_id = r.tenant_id and s.id = r.round_id group by s.state, r.state order by 1, 2`;
	expect(
		found.map(({ round, state, papers, shared, own }) => `${round} ${state} ${papers} ${shared} ${own}`),
	).toEqual(['closed accepted 24 1 false', 'open handed_in 1 0 false', 'open returned 1 0 false']);
});

test('it was reviewed: a year classified, three quarters concluded, one going on; a difference worth a talk', async () => {
	const found =
		await database.owner`select r.kind, r.state, count(p.person_id)::int as people, count(p.self_at)::int as selves, count(x.person_id)::int as results,
			bool_or(x.decided_by = x.person_id or t.rater_id = t.person_id) as own, max(abs(s.points - t.points))::float8 as apart, count(nullif(x.reason, ''))::int as reasons
			from review_round r join review_person p on p.tenant_id = r.tenant_id and p.round_id = r.id
			left join review_self s on s.tenant_id = p.tenant_id and s.round_id = p.round_id and s.person_id = p.person_id
			left join review_rating t on t.tenant_id = p.tenant_id and t.round_id = p.round_id and t.person_id = p.person_id
			left join review_result x on x.tenant_id = p.tenant_id and x.round_id = p.round_id and x.person_id = p.person_id
			group by r.tenant_id, r.id, r.ends_on, r.quarter order by r.ends_on`;
	expect(
		found.map(
			({ kind, state, people, selves, results, own }) =>
				`${kind} ${state} ${people} ${selves} ${results} ${own}`,
		),
	).toEqual([
		'year concluded 22 22 22 false',
		'quarter concluded 27 27 27 false',
		'quarter concluded 27 27 27 false',
		'quarter concluded 27 27 27 false',
		'quarter open 27 8 0 null',
	]);
	expect(found.filter(({ apart }) => Number(apart) >= 10)).toHaveLength(1);
	expect(found[0]?.['reasons']).toBe(1);
	const [bodies] =
		await database.owner`select count(*)::int as decided from review_collective where level = 'good'`;
	expect(bodies?.['decided']).toBe(2);
});

test('half a year of talks: two presented with consent and answers, one in review, one being written, nobody twice', async () => {
	const found =
		await database.owner`select state, count(*)::int as talks, count(distinct speaker_id)::int as speakers,
		bool_or(consent) as consent, bool_or(reviewer_id = speaker_id) as own from talk group by state order by state`;
	expect(found).toEqual([
		{ state: 'in_review', talks: 1, speakers: 1, consent: null, own: false },
		{ state: 'planned', talks: 1, speakers: 1, consent: null, own: null },
		{ state: 'presented', talks: 2, speakers: 2, consent: true, own: false },
		{ state: 'writing', talks: 4, speakers: 4, consent: null, own: null },
	]);
	const [all] =
		await database.owner`select count(distinct t.speaker_id)::int as speakers, count(*)::int as talks,
		(select count(*)::int from talk_version) as versions, (select count(*)::int from talk_response) as responses,
		(select count(*)::int from talk_response where answer <> '') as answers from talk t`;
	expect(all).toEqual({ speakers: 8, talks: 8, versions: 4, responses: 3, answers: 1 });
	const words = await database.owner<{ body: string }[]>`select v.body from talk t
		join talk_version v on v.tenant_id = t.tenant_id and v.talk_id = t.id and v.version = t.final_version`;
	for (const { body } of words) expect(body.split(/\s+/).length).toBeGreaterThan(330);
});

test('its year of praise and of help: three people and a collective honoured, two limits put right, one with a plan', async () => {
	const [honoured] = await database.owner`select count(*) filter (where person_id is not null)::int as people,
		count(*) filter (where collective is not null)::int as collectives, count(*) filter (where consent)::int as consented,
		bool_or(decided_by in (person_id, proposer_id)) as own from recognition where state = 'announced'`;
	expect(honoured).toEqual({ people: 3, collectives: 1, consented: 2, own: false });
	const found =
		await database.owner`select l.state, count(distinct l.id)::int as limits, count(s.id)::int as steps, count(s.done_at)::int as done,
		bool_or(l.person_id in (l.given_by, l.closed_by)) as own
		from personal_limit l join limit_step s on s.tenant_id = l.tenant_id and s.limit_id = l.id group by l.state order by l.state`;
	expect(
		found.map(({ state, limits, steps, done, own }) => `${state} ${limits} ${steps} ${done} ${own}`),
	).toEqual(['answered 1 1 0 null', 'closed 2 3 3 false']);
});

test('it is inspected: one inspection whose findings wait for its answer, one that goes on, one of a cell beside that confirmed its tasks; every opening has its event', async () => {
	const states =
		await database.owner`select state, cardinality(kinds) as kinds from inspection order by state`;
	expect(states).toMatchObject([{ state: 'concluded' }, { state: 'open' }, { state: 'reported' }]);
	const [found] =
		await database.owner`select count(*)::int as findings, count(*) filter (where outcome = 'not_confirmed')::int as doubtful from inspection_finding`;
	expect(found).toMatchObject({ findings: 7, doubtful: 1 });
	const [openings] =
		await database.owner`select count(*)::int as rows, (select count(*)::int from event where verb = 'inspection.record_opened') as events from inspection_opening`;
	expect(openings?.['rows']).toBe(openings?.['events']);
});

test('titles of the year: last year’s decided with a majority for both cells, this year’s open with signed nominations and one being written', async () => {
	const found =
		await database.owner`select a.state, count(n.id)::int as nominated, count(n.id) filter (where n.state = 'signed')::int as signed, bool_or(n.is_late) as late,
		(select count(*)::int from award_choice c where c.award_id = a.id and c.votes * 2 > c.base) as chosen
		from award a join nomination n on n.award_id = a.id group by a.id, a.state order by a.state`;
	expect(found).toEqual([
		{ state: 'decided', nominated: 4, signed: 4, late: true, chosen: 2 },
		{ state: 'open', nominated: 5, signed: 3, late: false, chosen: 0 },
	]);
});

test('what it learned: courses of every strand with results, a certificate that ends soon, one to confirm, needs that wait', async () => {
	const [found] = await database.owner`select
		(select count(*)::int from training_course) as courses, (select count(*)::int from training_course where state = 'planned') as ahead,
		(select count(distinct strand)::int from training_course) as strands,
		(select count(*)::int from training_participant where result = 'not_completed') as without,
		(select count(*)::int from training_certificate) as certificates, (select count(*)::int from training_certificate where state = 'entered') as waiting,
		(select count(*)::int from training_need where state = 'open') as needs, (select count(*)::int from training_participant where noted_by = person_id) as own`;
	expect(found).toEqual({
		courses: 5,
		ahead: 1,
		strands: 4,
		without: 1,
		certificates: 6,
		waiting: 1,
		needs: 3,
		own: 0,
	});
});

test('where its members live: letters confirmed and to be made out again, last year’s remarks read, this year’s coming in', async () => {
	const [found] = await database.owner`select
		(select count(*)::int from residence_link where valid_to is null) as links, (select count(*)::int from residence_link where exempt_kind is not null and valid_to is null) as exempt,
		(select count(*)::int from residence_link where letter_due is not null) as due, (select count(*)::int from residence_place where ended_on is not null) as merged,
		(select count(*)::int from residence_letter where received_on is null) as unconfirmed,
		(select count(*)::int from residence_request r join residence_round o on o.id = r.round_id where o.state = 'open' and r.state = 'waiting') > 3 as waiting,
		(select count(*)::int from residence_remark where way = 'link') > 5 as "byLink", (select count(*)::int from residence_remark where answer <> '') as answered,
		(select bool_or(entered_by = person_id) from residence_remark) as own, (select count(*)::int from residence_token where used_at is null) as open`;
	expect(found).toEqual({
		links: 20,
		exempt: 2,
		due: 5,
		merged: 1,
		unconfirmed: 0,
		waiting: true,
		byLink: true,
		answered: 1,
		own: false,
		open: 0,
	});
});

test('its union and its youth work with two localities: done, ahead, called off, one not written down yet', async () => {
	const [found] = await database.owner`select
		(select count(*)::int from mass_member where is_head) as heads, (select count(*)::int from mass_task) as tasks, (select count(*)::int from joint_programme) as programmes,
		(select count(*)::int from joint_activity where state = 'done') as done, (select count(*)::int from joint_activity where state = 'planned') as planned,
		(select count(*)::int from joint_activity where state = 'cancelled') as cancelled, (select count(*)::int from joint_participant) as people`;
	expect(found).toEqual({ heads: 2, tasks: 2, programmes: 2, done: 3, planned: 2, cancelled: 1, people: 22 });
});

test('my page of a member of the sample is alive: figures of every part, what was said, who looked', async () => {
	const member = (await actorOf('dang.vien')) as Actor & { personId: string };
	const page = await look(database.door(member), (tx) =>
		myPage(tx, member, periodOf('tat-ca', today).period),
	);
	expect(page.sections.filter(({ figures }) => figures.length > 0).map(({ key }) => key)).toEqual(
		expect.arrayContaining(['reading', 'tasks', 'study', 'reflections', 'meetings', 'training']),
	);
	expect(page.said.length).toBeGreaterThan(2);
	expect(page.looks.length).toBe(1);
	expect(page.duties.map(({ kind }) => kind)).toContain('certificate_expiry');
});

test('its public site is on: examples whose people agreed, documents and a programme, each approved by somebody else', async () => {
	const found =
		await database.owner`select e.kind, count(*)::int as entries, count(v.consented_at)::int as consented, bool_or(v.approved_by = v.author_id) as own
		from site s join site_entry e on e.tenant_id = s.tenant_id and e.unit_id = s.unit_id and e.state = 'published'
		join site_version v on v.tenant_id = e.tenant_id and v.entry_id = e.id and v.version = e.version
		where s.is_on group by e.kind order by e.kind`;
	expect(found.map(({ kind, entries, consented, own }) => `${kind} ${entries} ${consented} ${own}`)).toEqual([
		'document 3 0 null',
		'example 2 2 false',
		'programme 1 0 null',
	]);
});

test('it exchanges with others: a committee with which parcels run, one to be confirmed; a letter sent back and its correction before the cell; a resolution gone up and a plan that waits', async () => {
	const partners =
		await database.owner`select name, confirmed_at is not null as confirmed, suspended_at is null as open,
			(select count(*)::int from exchange_outgoing o where o.partner_id = p.id and o.state = 'delivered') as delivered,
			(select count(*)::int from exchange_incoming i where i.partner_id = p.id and i.state = 'taken') as taken
		from exchange_partner p order by name collate "vi-x-icu"`;
	expect(partners).toEqual([
		{ name: 'Đảng ủy phường Trường Vinh', confirmed: true, open: true, delivered: 1, taken: 2 },
		{ name: 'Đảng ủy xã Sơn Hồng', confirmed: false, open: true, delivered: 0, taken: 0 },
	]);
	const letters =
		await database.owner`select state, for_unit_id = ${unitId} as here, answered_at is not null as answered from incoming_transfer order by arrived_at`;
	expect(letters).toEqual([
		{ state: 'declined', here: false, answered: true },
		{ state: 'arrived', here: true, answered: false },
	]);
	const messages =
		await database.owner`select direction, kind, number, state_code as state from exchange_message where kind = 'document' order by direction`;
	expect(messages).toEqual([
		{ direction: 'in', kind: 'document', number: '58-KH/ĐU', state: '01' },
		{ direction: 'out', kind: 'document', number: '05-NQ/CB', state: '03' },
	]);
	const [left] =
		await database.owner`select count(*)::int as waiting from exchange_outgoing where state = 'waiting'`;
	expect(left?.['waiting']).toBe(0);
});

test('the officer above sees the cells along the chain, and nothing about the people of the smallest', async () => {
	const officer = await actorOf('cap.tren');
	await followTenant(database.db, officer.tenantId, database.clock());
	const overview = await look(database.door(officer), (tx) =>
		overviewOf(tx, officer, {
			unitId: firstOverseen(officer) ?? '',
			period: { year: Number(today.slice(0, 4)), quarter: null },
			documentId: null,
			order: 'stuck',
			after: null,
			asOf: null,
			today,
		}),
	);
	expect(overview.table.rows.map(({ name }) => name).sort()).toEqual(
		[
			'Chi bộ Báo và Đài',
			'Chi bộ Quỹ Đầu tư',
			'Chi bộ Sở Nội vụ',
			'Chi bộ Sở TT&TT',
			'Chi bộ Sở Tài chính',
			'Chi bộ Sở Xây dựng',
			'Chi bộ Sở Y tế',
		].sort(),
	);
	const fund = overview.table.rows.find(({ name }) => name === 'Chi bộ Quỹ Đầu tư');
	expect(fund?.people).toBeNull();
	expect(fund?.stages.find(({ key }) => key === 'spread')?.told).toBe(false);
	const story = overview.table.rows.find(({ name }) => name === 'Chi bộ Sở TT&TT');
	expect(story?.stages.find(({ key }) => key === 'spread')?.have).toBeGreaterThan(100);
	expect(overview.documents.some(({ number }) => number === '12-NQ/ĐU')).toBe(true);
});
