import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { looksAtMe, tellOfLook } from '#lib/platform/command/personal-look.ts';
import { buildPerson } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { marks, type Person, reviewScenes } from '../../../../tests/support/review-scene.ts';
import { settleResults } from './conclude.server.ts';
import { openReview, setReviewPart } from './open.server.ts';
import { roundPage, roundsPage, selfPage } from './queries.server.ts';
import { concludePage, ratePage } from './queries-rate.server.ts';
import { rate, rateSelf } from './rate.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
const { cast, scene } = reviewScenes(database);

test('a round goes from opening to announcement; duties come and vanish', async () => {
	const { secretary, deputy, member, roundId, rateAll, settleAll, conclude, duties } = await scene();
	expect(await duties(member)).toEqual(['review_self']);
	expect((await duties(secretary)).sort()).toEqual(['review_rate 5 người chưa được đánh giá', 'review_self']);
	await rateSelf(database.door(member), {
		roundId,
		marks: marks(),
		words: { done: 'Số hóa 120 hồ sơ', other: 'x' },
		handsIn: true,
	});
	expect(await duties(member)).toEqual([]);
	await rateAll();
	expect((await duties(secretary)).sort()).toEqual(['review_conclude', 'review_self']);
	expect((await duties(deputy)).sort()).toEqual(['review_conclude', 'review_self']);
	await expect(conclude()).rejects.toMatchObject({ kind: 'refused', key: 'refused_review_unsettled' });
	await settleAll();
	expect(await duties(deputy)).toEqual(['review_self']);
	await conclude();
	expect(await duties(secretary)).toEqual([]);
	const own = await look(database.door(member), (tx) => selfPage(tx, member, roundId, today));
	expect(own).toMatchObject({
		result: { level: 'excellent', points: 100 },
		rating: { words: 'Đều tay.' },
		self: { words: { done: 'Số hóa 120 hồ sơ', limits: '', next: '' } },
		mayWrite: false,
	});
	const list = await look(database.door(member), (tx) =>
		roundsPage(tx, member, member.standings[0]?.unitId ?? '', today),
	);
	expect(list.rounds).toMatchObject([{ level: 'Hoàn thành xuất sắc nhiệm vụ', points: 100, people: 1 }]);
	await expect(
		rate(database.door(secretary), { roundId, personId: member.personId, marks: marks(), words: '' }),
	).rejects.toMatchObject({ key: 'refused_review_concluded' });
	await expect(conclude()).rejects.toMatchObject({ key: 'refused_review_concluded' });
});

test('row level security: before it is announced nobody but who rates sees a rating, and nobody of themselves', async () => {
	const {
		secretary,
		deputy,
		officer,
		clerk,
		member,
		staff,
		people,
		above,
		rateAll,
		settleAll,
		conclude,
		rows,
		tenant,
	} = await scene();
	await rateAll();
	await settleAll();
	for (const table of ['review_rating', 'review_result'] as const) {
		expect(await rows(secretary, table)).toBe(people.length - 1);
		expect(await rows(deputy, table)).toBe(people.length - 1);
		for (const other of [officer, clerk, member, staff, above]) expect(await rows(other, table)).toBe(0);
	}
	const told =
		await database.owner`select before, after from event where tenant_id = ${tenant.tenantId} and verb like 'review.%'`;
	expect(JSON.stringify(told)).not.toMatch(/points|Đều tay|excellent/);
	await conclude();
	for (const table of ['review_rating', 'review_result'] as const) {
		expect(await rows(secretary, table)).toBe(people.length);
		for (const other of [officer, clerk, member, staff]) expect(await rows(other, table)).toBe(1);
		expect(await rows(above, table)).toBe(0);
	}
	// Nothing of a quarter is announced to the unit.
	const announced = await look(database.door(member), (tx) =>
		tx.selectFrom('review_announced').selectAll().execute(),
	);
	expect(announced).toEqual([]);
});

test('a self-rating is one’s own until it is handed in, then for who rates', async () => {
	const { secretary, deputy, officer, member, roundId, rows } = await scene();
	const say = (handsIn: boolean) =>
		rateSelf(database.door(member), { roundId, marks: marks(), words: { done: 'Việc' }, handsIn });
	await say(false);
	expect(await rows(member, 'review_self')).toBe(1);
	expect(await rows(secretary, 'review_self')).toBe(0);
	await say(true);
	expect(await rows(secretary, 'review_self')).toBe(1);
	expect(await rows(deputy, 'review_self')).toBe(1);
	expect(await rows(officer, 'review_self')).toBe(0);
	await expect(
		rateSelf(database.door(member), { roundId, marks: marks(), words: {}, handsIn: true }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await expect(
		rateSelf(database.door(member), {
			roundId,
			marks: marks(0, { general: { politics: 9, ethics: 8, style: 7, discipline: 7 } }),
			words: { done: 'Việc' },
			handsIn: true,
		}),
	).rejects.toMatchObject({ issues: [{ path: 'marks.general.politics', message: 'Tối đa 8 điểm.' }] });
});

test('nobody rates, settles or names the rater of themselves, and the tables refuse it too', async () => {
	const { secretary, deputy, member, roundId, rateAll, tenant, cell } = await scene();
	const own = { roundId, personId: secretary.personId };
	await expect(rate(database.door(secretary), { ...own, marks: marks(), words: '' })).rejects.toMatchObject({
		key: 'refused_review_oneself',
	});
	await rateAll();
	await expect(
		settleResults(database.door(secretary), {
			roundId,
			results: [{ personId: secretary.personId, level: 'excellent', reason: '' }],
		}),
	).rejects.toMatchObject({ key: 'refused_review_oneself' });
	const named = { form: '2A', jobGroup: 'x' };
	await expect(
		setReviewPart(database.door(secretary), { ...own, ...named, raterId: member.personId }),
	).rejects.toMatchObject({ key: 'refused_review_oneself' });
	await expect(
		setReviewPart(database.door(deputy), { ...own, ...named, raterId: secretary.personId }),
	).rejects.toMatchObject({ key: 'refused_review_oneself' });
	for (const write of [
		database.owner`update review_person set rater_id = person_id where tenant_id = ${tenant.tenantId} and person_id = ${member.personId}`,
		database.owner`update review_rating set rater_id = person_id where tenant_id = ${tenant.tenantId} and person_id = ${member.personId}`,
		database.owner`insert into review_result (tenant_id, round_id, person_id, unit_id, points, proposed, missed, level, level_name, decided_by, decided_at)
			values (${tenant.tenantId}, ${roundId}, ${member.personId}, ${cell.id}, 90, 'good', '[]', 'good', 'x', ${member.personId}, now())`,
	])
		await expect(write).rejects.toMatchObject({ code: '23514' });
	// The fence refuses what a command would: a rating about oneself, written past the policy.
	await expect(
		look(database.door(member), (tx) => sql`select 1`.execute(tx)).then(() =>
			database.db.transaction().execute(async (tx) => {
				await sql`select set_config('app.tenant', ${tenant.tenantId}, true), set_config('app.person', ${secretary.personId}, true), set_config('app.offices', ${`{${cell.id}}`}, true)`.execute(
					tx,
				);
				await sql`insert into review_rating (tenant_id, round_id, person_id, unit_id, rater_id, marks, points, rated_at)
					values (${tenant.tenantId}, ${roundId}, ${secretary.personId}, ${cell.id}, ${deputy.personId}, '{}', 90, now())`.execute(
					tx,
				);
			}),
		),
	).rejects.toMatchObject({ code: '42501' });
});

test('without a deputy the secretary is rated by who heads the unit above, who sees that part and no other', async () => {
	const { tenant, cell, secretary, deputy, member, above } = await cast(database);
	await database.owner`delete from role_assignment where person_id = ${deputy.personId}`;
	const { roundId } = await openReview(database.door(secretary), {
		unitId: cell.id,
		kind: 'quarter',
		year: 2026,
		quarter: 3,
		selfDueOn: today,
		rateDueOn: today,
		concludeOn: today,
	});
	const page = await look(database.door(above), (tx) => roundPage(tx, above, roundId, today));
	expect(page.parts.map(({ personId }) => personId)).toEqual([secretary.personId]);
	await rate(database.door(above), {
		roundId,
		personId: secretary.personId,
		marks: marks(),
		words: 'Tốt.',
	});
	const see = (personId: string) =>
		look(database.door(above), (tx) => ratePage(tx, above, { roundId, personId }, today));
	expect(await see(secretary.personId)).toMatchObject({ rating: { words: 'Tốt.' } });
	await expect(see(member.personId)).rejects.toMatchObject({ kind: 'missing' });
	expect(tenant.tenantId).toBe(secretary.tenantId);
});

test('another level than the proposed one has its reason; a late task is named; a new rating opens it again', async () => {
	const { secretary, member, roundId } = await scene();
	const door = database.door(secretary);
	const { personId } = member;
	await rate(door, { roundId, personId, marks: marks(1), words: '' });
	const settle = (level: string, reason: string) =>
		settleResults(door, { roundId, results: [{ personId, level, reason }] });
	await expect(settle('good', '')).rejects.toMatchObject({ kind: 'invalid' });
	await settle('good', 'Việc chậm do cấp trên chuyển hồ sơ muộn');
	const row = async () =>
		(await look(door, (tx) => concludePage(tx, secretary, roundId))).rows.find(
			(one) => one.personId === personId,
		);
	expect(await row()).toMatchObject({
		proposed: 'done',
		level: 'good',
		reason: 'Việc chậm do cấp trên chuyển hồ sơ muộn',
		isSettled: true,
	});
	expect((await row())?.missed).toContainEqual({ band: 'good', condition: 'onTime', is: 90, wanted: 100 });
	await rate(door, { roundId, personId, marks: marks(), words: '' });
	expect(await row()).toMatchObject({ isSettled: false, proposed: 'excellent' });
});

test('opening: once for a period, by who heads the unit; who looks at another’s rating is told of', async () => {
	const { secretary, member, cell, roundId } = await scene();
	const again = (by: Person) =>
		openReview(database.door(by), {
			unitId: cell.id,
			kind: 'quarter',
			year: 2026,
			quarter: 4,
			selfDueOn: today,
			rateDueOn: today,
			concludeOn: today,
		});
	await expect(again(secretary)).rejects.toMatchObject({ key: 'failure_review_exists' });
	await expect(again(member)).rejects.toMatchObject({ key: 'refused_review_open' });
	const page = await look(database.door(secretary), (tx) =>
		ratePage(tx, secretary, { roundId, personId: member.personId }, today),
	);
	expect(page.place).toMatchObject({ of: 5, left: 5 });
	await tellOfLook(database.door(secretary), {
		type: 'rating',
		id: page.part.id,
		personId: member.personId,
		unitId: cell.id,
	});
	expect(await look(database.door(member), (tx) => looksAtMe(tx, member))).toMatchObject([
		{ type: 'rating', byId: secretary.personId },
	]);
});

test('an officer of the unit who does not head it reads no rating, whatever office is theirs', async () => {
	const { tenant, cell, rateAll, rows } = await scene();
	await rateAll();
	const follower = await buildPerson(database, tenant, cell, 'Lâm Thị Theo', {
		standing: 'official',
		roles: ['higher_officer'],
	});
	expect(await rows(follower, 'review_rating')).toBe(0);
	expect(await rows(follower, 'review_self')).toBe(0);
});
