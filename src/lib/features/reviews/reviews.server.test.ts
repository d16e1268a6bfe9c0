import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { looksAtMe, tellOfLook } from '#lib/platform/command/personal-look.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { type TestDatabase, useDatabase } from '../../../../tests/support/database.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { appraiseCollective, decideCollective, recordLabel, writeCollective } from './collective.server.ts';
import { concludeReview, settleResults } from './conclude.server.ts';
import { countedPage } from './counted.server.ts';
import { roundFacts } from './facts.server.ts';
import { openReview, setReviewPart } from './open.server.ts';
import { collectivePaper, selfPaper, tablePaper } from './print.server.ts';
import { registerFigureSource, suppressed, yearRecord } from './public.server.ts';
import { announcedOf, roundPage, roundsPage, rulesPage, selfPage } from './queries.server.ts';
import { concludePage, ratePage } from './queries-rate.server.ts';
import { rate, rateSelf } from './rate.server.ts';
import { setReviewRules } from './rules.server.ts';
import './due.server.ts';
import './own-figures.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';

type Person = Actor & { personId: string };
const marks = (late = 0, more: Record<string, unknown> = {}) => ({
	general: { politics: 8, ethics: 8, style: 7, discipline: 7 },
	tasks: { planned: 10, done: 10, faults: 0, late, beyond: 4 },
	fixed: true,
	...more,
});

const cast = async (base: TestDatabase) => {
	const tenant = await buildTenant(base);
	const cell = await buildUnit(base, tenant, 'Chi bộ Văn phòng');
	const join = (name: string, place: Parameters<typeof buildPerson>[4], unit = cell) =>
		buildPerson(base, tenant, unit, name, place);
	const secretary = await join('Nguyễn Thị Bí Thư', { standing: 'official', roles: ['secretary'] });
	const deputy = await join('Phạm Văn Phó', { standing: 'official', roles: ['deputy'] });
	const officer = await join('Đỗ Thị Ủy', { standing: 'official', roles: ['committee_member'] });
	const clerk = await join('Võ Thị Thư', { standing: 'official', roles: ['clerk'] });
	const member = await join('Trần Văn An', { standing: 'official' });
	const staff = await join('Lê Thị Bình', { standing: 'non_party' });
	const above = await join('Hồ Văn Trên', { standing: 'official', roles: ['secretary'] }, { ...tenant.root });
	const meetingId = crypto.randomUUID();
	await base.owner`insert into meeting (tenant_id, id, unit_id, kind, title, starts_at, minutes_planned, chair_id, taker_id, state, check_in_code, created_by, created_at)
		values (${tenant.tenantId}, ${meetingId}, ${cell.id}, 'regular', 'Họp tháng 11', '2026-11-20T08:00:00+07:00', 90, ${secretary.personId}, ${secretary.personId}, 'closed', '1', ${secretary.personId}, now())`;
	return { tenant, cell, secretary, deputy, officer, clerk, member, staff, above, meetingId };
};
const scene = async (kind: 'quarter' | 'year' = 'quarter', audience: 'unit' | 'party_members' = 'unit') => {
	const all = await cast(database);
	const { roundId } = await openReview(database.door(all.secretary), {
		unitId: all.cell.id,
		kind,
		year: 2026,
		quarter: kind === 'year' ? 0 : 4,
		audience,
		selfDueOn: '2026-11-28',
		rateDueOn: '2026-12-05',
		concludeOn: '2026-12-10',
	});
	const everybody = [all.secretary, all.deputy, all.officer, all.clerk, all.member];
	const people = audience === 'unit' ? [...everybody, all.staff] : everybody;
	const raterOf = (person: Person): Person =>
		person.personId === all.secretary.personId ? all.deputy : all.secretary;
	const rateAll = async (): Promise<void> => {
		for (const person of people)
			await rate(database.door(raterOf(person)), {
				roundId,
				personId: person.personId,
				marks: marks(),
				words: 'Đều tay.',
			});
	};
	const settle = (by: Person, ...of: Person[]) =>
		settleResults(database.door(by), {
			roundId,
			results: of.map(({ personId }) => ({ personId, level: 'excellent', reason: '' })),
		});
	const settleAll = async (): Promise<void> => {
		await settle(all.secretary, ...people.filter((one) => one !== all.secretary));
		await settle(all.deputy, all.secretary);
	};
	const conclude = (by: Person = all.secretary) =>
		concludeReview(database.door(by), { roundId, meetingId: all.meetingId, words: 'Nhất trí.' });
	const rows = (actor: Actor, table: 'review_rating' | 'review_result' | 'review_self') =>
		look(database.door(actor), (tx) => tx.selectFrom(table).select('person_id').execute()).then(
			(found) => found.length,
		);
	const duties = (actor: Person) =>
		look(database.door(actor), (tx) => ownDuties(tx, all.tenant.tenantId, actor.personId, 6)).then(
			({ items }) => items.map(({ kind, more }) => [kind, ...more].join(' ')),
		);
	return { ...all, roundId, people, rateAll, settle, settleAll, conclude, rows, duties };
};

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

test('a year: levels are announced in the unit, the record counts them, from above without what tells of so few', async () => {
	const all = await scene('year', 'party_members');
	const { secretary, deputy, member, staff, above, cell, roundId, rateAll, settleAll, conclude } = all;
	await rateAll();
	await settleAll();
	const round = await look(database.door(secretary), (tx) => roundFacts(tx, secretary.tenantId, roundId));
	const announced = async (actor: Actor, state = round) =>
		(await look(database.door(actor), (tx) => announcedOf(tx, actor, state))).length;
	expect(await announced(member)).toBe(0);
	await conclude(deputy);
	const done = { ...round, state: 'concluded' as const };
	expect(await announced(member, done)).toBe(5);
	expect(await announced(staff, done)).toBe(0);
	registerFigureSource({
		name: 'test',
		weight: 1,
		year: async () => [
			{ key: 'few', name: 'Gương', value: 3, of: null, href: '/x', people: 3, names: ['An'] },
		],
	});
	const record = (actor: Actor) =>
		look(database.door(actor), (tx) => yearRecord(tx, actor, cell.id, 2026, today));
	const own = (await record(secretary)).figures;
	expect(own.find(({ key }) => key === 'level_excellent')).toMatchObject({
		value: 5,
		href: `/danh-gia/${roundId}`,
	});
	expect(own.find(({ key }) => key === 'few')).toMatchObject({ value: 3, names: ['An'] });
	const seen = (await record(above)).figures;
	expect(seen.find(({ key }) => key === 'level_excellent')).toMatchObject({ value: 5, href: null });
	expect(seen.find(({ key }) => key === 'few')).toEqual({
		key: 'few',
		name: 'Gương',
		value: null,
		of: null,
		href: null,
		people: 3,
	});
	expect(suppressed(3)).toBeNull();
	await expect(record(member)).rejects.toMatchObject({ key: 'refused_review_year' });
	registerFigureSource({ name: 'test', weight: 1 });
	// A result is kept with the words of its day, whatever the rules are later.
	await database.owner`delete from review_announced where person_id = ${member.personId}`;
	expect((await record(above)).figures.find(({ key }) => key === 'level_excellent')?.value).toBeNull();
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

test('a year begins with what its quarters come to', async () => {
	const { secretary, member, cell, rateAll, settleAll, conclude } = await scene();
	await rateAll();
	await settleAll();
	await conclude();
	const { roundId } = await openReview(database.door(secretary), {
		unitId: cell.id,
		kind: 'year',
		year: 2026,
		audience: 'party_members',
		selfDueOn: today,
		rateDueOn: today,
		concludeOn: today,
	});
	const own = await look(database.door(member), (tx) => selfPage(tx, member, roundId, today));
	expect(own.marks.tasks).toMatchObject({ planned: 10, done: 10, beyond: 4 });
	const seen = await look(database.door(secretary), (tx) =>
		ratePage(tx, secretary, { roundId, personId: member.personId }, today),
	);
	expect(seen.quarters).toEqual([{ quarter: 4, points: 100, levelName: 'Hoàn thành xuất sắc nhiệm vụ' }]);
	expect(seen.marks.tasks.planned).toBe(10);
});

test('collectives: written, appraised by another, decided above; the reason for another level', async () => {
	const { secretary, deputy, above, member, cell, roundId } = await scene('year', 'party_members');
	const write = (by: Person) =>
		writeCollective(database.door(by), { roundId, body: 'unit', marks: marks(), words: { done: 'Việc' } });
	await write(secretary);
	await expect(write(deputy)).rejects.toMatchObject({ key: 'refused_review_collective_written' });
	const appraise = (by: Person) =>
		appraiseCollective(database.door(by), { roundId, body: 'unit', points: 88, appraisal: 'Vững.' });
	await expect(appraise(secretary)).rejects.toMatchObject({ key: 'refused_review_oneself' });
	await appraise(deputy);
	const waiting = (actor: Actor) =>
		look(database.door(actor), (tx) => roundsPage(tx, actor, cell.id, today)).then(
			(page) => page.waiting.length,
		);
	expect(await waiting(above)).toBe(1);
	expect(await waiting(member)).toBe(0);
	const decide = (by: Person, more: Record<string, string> = {}) =>
		decideCollective(database.door(by), { roundId, body: 'unit', level: 'good', ...more });
	await expect(decide(secretary, { decisionNumber: '12-QĐ/ĐU' })).rejects.toMatchObject({
		key: 'refused_review_oneself',
	});
	await expect(decide(deputy)).rejects.toMatchObject({ key: 'refused_review_decision_number' });
	await expect(decide(above, { level: 'excellent' })).rejects.toMatchObject({ kind: 'invalid' });
	await decide(above);
	await expect(decide(above)).rejects.toMatchObject({ key: 'refused_review_collective_state' });
	expect(
		await look(database.door(member), (tx) => tx.selectFrom('review_collective').select('level').execute()),
	).toEqual([]);
});

test('rules are data from a day on, of the unit or the organisation; an open round keeps its own', async () => {
	const { secretary, member, cell, roundId } = await scene();
	const { inForce } = await look(database.door(member), (tx) => rulesPage(tx, member, cell.id, today));
	const given = {
		unitId: cell.id,
		validFrom: today,
		source: 'Hướng dẫn của Đảng ủy',
		general: inForce.rules.general.map(({ title, max }) => ({ title, max })),
		tasks: inForce.rules.tasks,
		bands: inForce.rules.bands.map(({ name, from, onTime, beyond }) => ({
			name,
			from,
			onTime: onTime ?? undefined,
			beyond: beyond ?? undefined,
		})),
		quota: { share: 15, outstanding: 20 },
		difference: 8,
	};
	await expect(setReviewRules(database.door(member), given)).rejects.toMatchObject({
		key: 'refused_review_rules',
	});
	await expect(
		setReviewRules(database.door(secretary), { ...given, general: given.general.slice(1) }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await setReviewRules(database.door(secretary), given);
	const after = await look(database.door(secretary), (tx) => rulesPage(tx, secretary, cell.id, today));
	expect(after.inForce).toMatchObject({
		source: 'Hướng dẫn của Đảng ủy',
		rules: { difference: 8, quota: { share: 15 } },
	});
	expect(after.versions).toHaveLength(1);
	const round = await look(database.door(secretary), (tx) => roundFacts(tx, secretary.tenantId, roundId));
	expect(round.rules.difference).toBe(10);
});

test('earlier classifications are kept in the words of their time; nobody records their own', async () => {
	const { secretary, member, officer, cell } = await scene();
	const record = (more: Record<string, unknown>) =>
		recordLabel(database.door(secretary), {
			unitId: cell.id,
			year: 2017,
			label: 'Trong sạch, vững mạnh tiêu biểu',
			...more,
		});
	await record({ kind: 'unit' });
	await record({
		kind: 'person',
		personId: member.personId,
		label: 'Đủ tư cách, hoàn thành xuất sắc nhiệm vụ',
	});
	await expect(record({ kind: 'person', personId: secretary.personId })).rejects.toMatchObject({
		key: 'refused_review_oneself',
	});
	const seen = async (actor: Actor) =>
		(await look(database.door(actor), (tx) => roundsPage(tx, actor, cell.id, today))).labels.map(
			({ kind }) => kind,
		);
	expect(await seen(member)).toEqual(['unit', 'person']);
	expect(await seen(officer)).toEqual(['unit']);
});

test('a figure opens what it counts, for the person and who rates', async () => {
	const { secretary, member, officer, cell, roundId } = await scene();
	const page = await look(database.door(member), (tx) => selfPage(tx, member, roundId, today));
	expect(page.figures.map(({ key }) => key)).toEqual(['tasks', 'papers', 'meetings', 'documents']);
	expect(page.figures[0]?.href).toContain('/danh-gia/so-lieu/tasks?');
	const counted = (actor: Actor, personId: string | null) =>
		look(database.door(actor), (tx) =>
			countedPage(
				tx,
				actor,
				{ source: 'meetings', unitId: cell.id, personId, from: '2026-01-01', to: '2026-12-31' },
				today,
			),
		);
	expect(await counted(secretary, member.personId)).toMatchObject({ items: [], counted: 0 });
	expect(await counted(officer, null)).toMatchObject({ personName: null });
	await expect(counted(officer, member.personId)).rejects.toMatchObject({ kind: 'refused' });
	await expect(counted(member, null)).rejects.toMatchObject({ kind: 'refused' });
});

test('papers: the own form, the table without the own row before it is announced', async () => {
	const { secretary, deputy, member, officer, roundId, cell, tenant, rateAll } = await scene(
		'year',
		'party_members',
	);
	await database.owner`insert into issuing_body (tenant_id, id, unit_id, side, kind, name, sign, place, collective, head, deputy, kept, valid_from, set_by, set_at)
		values (${tenant.tenantId}, gen_random_uuid(), ${cell.id}, 'party', 'cell', 'Chi bộ Văn phòng', 'CB', 'Sông Lam', 'Chi bộ', 'Bí thư', 'Phó Bí thư', 'Lưu Chi bộ', '2020-01-01', ${secretary.personId}, now())`;
	await rateSelf(database.door(member), {
		roundId,
		marks: marks(),
		words: { done: 'Số hóa hồ sơ' },
		handsIn: true,
	});
	await rateAll();
	const own = await look(database.door(member), (tx) =>
		selfPaper(tx, member, roundId, member.personId, today),
	);
	expect(own.paper.head).toMatchObject({
		typeName: 'Bản kiểm điểm cá nhân',
		title: 'năm 2026',
		number: null,
	});
	expect(JSON.stringify(own.paper.body)).toContain('Số hóa hồ sơ');
	await expect(
		look(database.door(officer), (tx) => selfPaper(tx, officer, roundId, member.personId, today)),
	).rejects.toMatchObject({ kind: 'missing' });
	const table = await look(database.door(secretary), (tx) => tablePaper(tx, secretary, roundId, today));
	expect(JSON.stringify(table.paper.body)).toContain('Phạm Văn Phó');
	expect(JSON.stringify(table.paper.body)).not.toContain('Nguyễn Thị Bí Thư');
	await writeCollective(database.door(deputy), {
		roundId,
		body: 'committee',
		marks: marks(),
		words: { done: 'Việc' },
	});
	const body = await look(database.door(secretary), (tx) =>
		collectivePaper(tx, secretary, roundId, 'committee', today),
	);
	expect(body.paper.head.typeName).toBe('Báo cáo kiểm điểm tập thể');
});
