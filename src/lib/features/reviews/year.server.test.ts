import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { marks, type Person, reviewScenes } from '../../../../tests/support/review-scene.ts';
import { appraiseCollective, decideCollective, recordLabel, writeCollective } from './collective.server.ts';
import { roundFacts } from './facts.server.ts';
import { openReview } from './open.server.ts';
import { registerFigureSource, suppressed, yearRecord } from './public.server.ts';
import { announcedOf, roundsPage, selfPage } from './queries.server.ts';
import { ratePage } from './queries-rate.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
const { scene } = reviewScenes(database);

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
