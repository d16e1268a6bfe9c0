import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, look } from '#lib/platform/command/command.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { trainingScene } from '../../../../tests/support/training-scene.ts';
import './due.server.ts';
import { addPeople, cancelCourse, takeOff } from './courses.server.ts';
import { figuresOf, toldAbove } from './domain/gaps.ts';
import { shippedRule } from './domain/rules.ts';
import { declineNeed, raiseNeed, withdrawNeed } from './needs.server.ts';
import { planPaper } from './plan.server.ts';
import { addNeed, trainingOf } from './public.server.ts';
import { coursePage, needsFrom, planPage } from './queries.server.ts';
import { trainedPeople } from './record.server.ts';
import { noteResults } from './results.server.ts';
import { setTrainingRule } from './rule.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
const year = 2026;
const scene = () => trainingScene(database);

const refusal = (key: string) => expect.objectContaining({ kind: 'refused', key });
const gone = expect.objectContaining({ kind: 'missing' });

test('a course goes into the plan, its result closes the gap of who completed it', async () => {
	const { secretary, member, second, plan, record, duties, gaps } = await scene();
	const lacks = async (actor: Actor & { personId: string }) =>
		(await record(actor, actor.personId)).gaps.map(({ key }) => key);
	expect(await lacks(member)).toEqual(['professional_hours', 'ethics_hours']);
	const { courseId } = await plan(secretary, { personIds: [member.personId, second.personId] });
	expect(await duties(member)).toEqual(['training_course Bồi dưỡng kỹ năng số 2026-11-10']);
	await noteResults(database.door(secretary), {
		courseId,
		[`result-${member.personId}`]: 'completed',
		[`mark-${member.personId}`]: 'Giỏi',
		[`result-${second.personId}`]: 'not_completed',
	});
	expect(await lacks(member)).toEqual(['ethics_hours']);
	expect(await lacks(second)).toEqual(['professional_hours', 'ethics_hours']);
	expect(await duties(member)).toEqual([]);
	expect((await record(member, member.personId)).parts).toMatchObject([
		{ result: 'completed', mark: 'Giỏi', hours: 40, state: 'held' },
	]);
	const page = await gaps(secretary);
	expect(
		page.people.find(({ personId }) => personId === member.personId)?.gaps.map(({ key }) => key),
	).toEqual(['ethics_hours']);
	const told = await look(database.door(secretary), (tx) =>
		trainingOf(tx, secretary, [member.personId, second.personId], '2026-01-01', '2026-12-31'),
	);
	expect(told.get(member.personId)).toEqual({
		hours: { professional: 40 },
		coursesCompleted: 1,
		certificatesExpired: [],
	});
	expect(told.get(second.personId)).toMatchObject({ hours: {}, coursesCompleted: 0 });
});

test('nobody notes the own result: refused by the policy, and by the database on any way', async () => {
	const { secretary, deputy, plan } = await scene();
	const { courseId } = await plan(secretary, { personIds: [secretary.personId] });
	const own = { courseId, [`result-${secretary.personId}`]: 'completed' };
	await expect(noteResults(database.door(secretary), own)).rejects.toEqual(
		refusal('refused_note_own_result'),
	);
	await expect(
		transactionAs(database.db, secretary, 'write', (tx) =>
			sql`update training_participant set result = 'completed', noted_by = ${deputy.personId}, noted_at = now() where course_id = ${courseId} returning 1`.execute(
				tx,
			),
		),
	).resolves.toMatchObject({ rows: [] });
	await expect(
		database.owner`update training_participant set result = 'completed', noted_by = person_id, noted_at = now() where course_id = ${courseId}`,
	).rejects.toThrow(/check constraint/);
	await noteResults(database.door(deputy), own);
});

test('a need is owed an answer: it goes into the plan with a course, or gets a reason; nobody answers the own', async () => {
	const { secretary, deputy, member, second, plan, raise, record, duties } = await scene();
	const need = await raise(member, member.personId);
	expect(await duties(secretary)).toEqual([
		'training_need_answer Học xử lý sự cố an toàn thông tin 2026-12-08',
	]);
	const own = await raise(secretary, secretary.personId, 'Học quản trị thay đổi');
	expect((await duties(secretary)).length).toBe(1);
	expect((await duties(deputy)).length).toBe(2);
	await expect(
		declineNeed(database.door(secretary), { needId: own.needId, answer: 'Tự học' }),
	).rejects.toEqual(refusal('refused_answer_own_need'));
	await expect(plan(secretary, { needIds: [own.needId] })).rejects.toEqual(
		refusal('refused_answer_own_need'),
	);
	await expect(raise(member, second.personId)).rejects.toEqual(refusal('refused_raise_need'));
	const { courseId } = await plan(secretary, { personIds: [], needIds: [need.needId] });
	expect((await record(member, member.personId)).needs).toMatchObject([{ state: 'planned', courseId }]);
	expect((await record(member, member.personId)).parts).toMatchObject([{ courseId, result: 'asked' }]);
	await declineNeed(database.door(deputy), { needId: own.needId, answer: 'Xem xét trong kế hoạch năm sau' });
	expect((await record(secretary, secretary.personId)).needs).toMatchObject([
		{ state: 'declined', answer: 'Xem xét trong kế hoạch năm sau' },
	]);
	const other = await raise(second, second.personId);
	await expect(withdrawNeed(database.door(secretary), { needId: other.needId })).rejects.toEqual(
		refusal('refused_not_own_record'),
	);
	await withdrawNeed(database.door(second), { needId: other.needId });
	expect(await duties(deputy)).toEqual([]);
});

const fromReview = command(
	'test.review',
	z.object({ unitId: z.string(), personId: z.string(), sourceId: z.string() }),
	async (context, of) => {
		const need = {
			...of,
			strand: 'ethics',
			body: 'Bồi dưỡng giao tiếp với người dân',
			source: 'review' as const,
		};
		const needId = await addNeed(context, need);
		await context.emit('test.reviewed', { subject: { type: 'test', id: of.sourceId } });
		return { needId, again: await addNeed(context, need) };
	},
);

test('what one proposed in a paper becomes a need with one tap, once', async () => {
	const { cell, tenant, member } = await scene();
	const proposalId = randomUUID();
	const of = {
		unitId: cell.id,
		personId: member.personId,
		strand: 'skills',
		body: 'Mở lớp soạn thảo văn bản',
		proposalId,
	};
	await raiseNeed(database.door(member), of);
	await expect(raiseNeed(database.door(member), of)).rejects.toEqual(
		expect.objectContaining({ kind: 'conflict' }),
	);
	const known = await look(database.door(member), (tx) => needsFrom(tx, tenant.tenantId, [proposalId]));
	expect(known).toMatchObject([{ source: 'paper', body: 'Mở lớp soạn thảo văn bản', state: 'open' }]);
});

test('another feature raises a need within its own command, once from one source', async () => {
	const { secretary, member, second, cell, record } = await scene();
	const of = { unitId: cell.id, personId: member.personId, sourceId: randomUUID() };
	const raised = await fromReview(database.door(secretary), of);
	expect(raised.needId).not.toBeNull();
	expect(raised.again).toBeNull();
	expect((await record(member, member.personId)).needs).toMatchObject([
		{ source: 'review', strand: 'ethics' },
	]);
	await expect(fromReview(database.door(second), of)).rejects.toEqual(refusal('refused_raise_need'));
});

test('a record is for the person and those who lead; others see the course and not who takes part', async () => {
	const { secretary, clerk, member, second, officer, plan, record, raise, cell, tenant } = await scene();
	const { courseId } = await plan(secretary);
	await raise(member, member.personId);
	expect((await record(secretary, member.personId)).person.name).toBe('Trần Văn An');
	for (const actor of [clerk, second, officer])
		await expect(record(actor, member.personId)).rejects.toEqual(gone);
	const page = (actor: Actor) => look(database.door(actor), (tx) => coursePage(tx, actor, courseId, today));
	expect((await page(second)).participants).toEqual([]);
	expect((await page(member)).participants.length).toBe(1);
	expect((await page(secretary)).participants.length).toBe(1);
	for (const table of ['training_participant', 'training_certificate', 'training_need'])
		for (const actor of [second, clerk, officer]) {
			const rows = await transactionAs(database.db, actor, 'read', (tx) =>
				sql`select 1 from ${sql.table(table)} where tenant_id = ${tenant.tenantId} and unit_id = ${cell.id}`.execute(
					tx,
				),
			);
			expect(rows.rows, table).toEqual([]);
		}
	const plans = await look(database.door(second), (tx) =>
		planPage(tx, second, { unitId: cell.id, year }, today),
	);
	expect(plans.courses).toMatchObject([{ title: 'Bồi dưỡng kỹ năng số', people: 0, own: null }]);
});

test('above the unit figures are told of five people and more, and they are those of the rule', async () => {
	const { secretary, officer, member, cell, tenant, plan, gaps, record } = await scene();
	await expect(gaps(member)).rejects.toEqual(refusal('refused_lead_training'));
	const { courseId } = await plan(secretary);
	await noteResults(database.door(secretary), { courseId, [`result-${member.personId}`]: 'completed' });
	const below = (await gaps(officer, tenant.root.id)).below;
	const people = await look(database.door(secretary), (tx) =>
		trainedPeople(tx, tenant.tenantId, cell.id, year, today),
	);
	const expected = toldAbove(figuresOf(people, shippedRule, today));
	expect(expected.map(({ key, people: meant, lacking }) => `${key} ${meant} ${lacking}`)).toEqual([
		'professional_hours 5 4',
		'ethics_hours 5 5',
	]);
	expect(
		below
			.filter(({ unitId }) => unitId === cell.id)
			.map(({ key, people: meant, lacking }) => `${key} ${meant} ${lacking}`)
			.sort(),
	).toEqual(expected.map(({ key, people: meant, lacking }) => `${key} ${meant} ${lacking}`).sort());
	// Two people are in the committee: nothing is told of them. And the officer opens nobody's record.
	expect(below.some(({ key }) => key.startsWith('committee'))).toBe(false);
	expect((await gaps(officer, tenant.root.id)).people).toEqual([]);
	await expect(record(officer, member.personId)).rejects.toEqual(gone);
});

test('a course is called off with a reason; people are added and taken off until it was held', async () => {
	const { secretary, member, second, clerk, plan, duties } = await scene();
	const { courseId } = await plan(secretary);
	await expect(addPeople(database.door(clerk), { courseId, personIds: [second.personId] })).rejects.toEqual(
		refusal('refused_lead_training'),
	);
	await addPeople(database.door(secretary), { courseId, personIds: [second.personId, member.personId] });
	await takeOff(database.door(secretary), { courseId, personId: member.personId });
	expect(await duties(member)).toEqual([]);
	expect((await duties(second)).length).toBe(1);
	await cancelCourse(database.door(secretary), { courseId, reason: 'Giảng viên ốm' });
	expect(await duties(second)).toEqual([]);
	await expect(
		addPeople(database.door(secretary), { courseId, personIds: [member.personId] }),
	).rejects.toEqual(refusal('refused_course_state'));
});

test('the unit sets strands and hours from a day on; what was recorded under a name still counts', async () => {
	const { secretary, member, cell, record } = await scene();
	await expect(
		setTrainingRule(database.door(member), { unitId: cell.id, validFrom: today, strands: 'Một' }),
	).rejects.toEqual(refusal('refused_set_training_rule'));
	await setTrainingRule(database.door(secretary), {
		unitId: cell.id,
		validFrom: today,
		strands: 'Chuyên môn, nghiệp vụ\nChuyển đổi số',
		'hours-professional': '16',
	});
	const page = await record(member, member.personId);
	expect(page.strands.map(({ code, name, wanted }) => `${code} ${name} ${wanted}`)).toEqual([
		'professional Chuyên môn, nghiệp vụ 16',
		'chuyen_doi_so Chuyển đổi số null',
	]);
	expect(page.gaps.map(({ key }) => key)).toEqual(['professional_hours']);
});

test('the yearly plan is a paper in the prescribed layout, for who leads', async () => {
	const { tenant, cell, secretary, member, plan } = await scene();
	await plan(secretary);
	const made = await look(database.door(secretary), (tx) =>
		planPaper(tx, secretary, { unitId: cell.id, year }, today),
	);
	expect(made.paper.head.title).toBe('đào tạo, bồi dưỡng năm 2026');
	const table = made.paper.body.find(({ kind }) => kind === 'table');
	expect(table && 'rows' in table ? table.rows : []).toEqual([
		['1', 'Bồi dưỡng kỹ năng số', 'Từ 10/11/2026 đến 12/11/2026', '40', 'Trần Văn An'],
	]);
	expect(made.paper.body.filter(({ kind }) => kind === 'heading').length).toBe(6);
	await expect(
		look(database.door(member), (tx) => planPaper(tx, member, { unitId: cell.id, year }, today)),
	).rejects.toEqual(refusal('refused_lead_training'));
	expect(tenant.tenantId).not.toBe('');
});
