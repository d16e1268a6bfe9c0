import { expect, test } from 'vitest';
import { inOrder, kindsOfDuty } from './due.ts';
import { ruleOn, shippedRule } from './rules.ts';
import { stepOn } from './steps.ts';
import { mayUrgeAgain } from './urging.ts';

const rule = { soonDays: 3, warnDays: 1, escalateDays: 3, urgePauseHours: 24 };
const today = '2026-11-23';

test('the most pressing duty first; a decision that others wait for before the rest of its day', () => {
	const kinds = new Map([
		['decide', { weight: 0 }],
		['carry_out', { weight: 2 }],
	]);
	const item = (kind: string, dueOn: string) => ({ kind, dueOn, subjectId: dueOn });
	const order = inOrder(
		[item('carry_out', '2026-11-25'), item('decide', '2026-11-25'), item('carry_out', '2026-11-20')],
		kinds,
	);
	expect(order.map(({ kind, dueOn }) => `${kind} ${dueOn}`)).toEqual([
		'carry_out 2026-11-20',
		'decide 2026-11-25',
		'carry_out 2026-11-25',
	]);
});

test('kinds of duties have what holds for all of them and what each says of itself', () => {
	const [read, decide] = kindsOfDuty(
		{ href: '/van-ban', weight: 1, isOwed: true },
		{
			read: {
				say: () => 'Đọc',
				count: ({ count }) => `${count} văn bản`,
				all: ({ count }) => `Tất cả ${count} văn bản`,
			},
			decide: {
				say: () => 'Duyệt',
				count: ({ count }) => `${count} kết quả`,
				href: '/nhiem-vu',
				weight: 0,
				isOwed: false,
			},
		},
	);
	expect(read).toMatchObject({ key: 'read', href: '/van-ban', weight: 1, isOwed: true });
	expect([read?.say(), read?.count(2), read?.all(12)]).toEqual(['Đọc', '2 văn bản', 'Tất cả 12 văn bản']);
	expect(decide).toMatchObject({ key: 'decide', href: '/nhiem-vu', weight: 0, isOwed: false });
	expect([decide?.count(2), decide?.all(12)]).toEqual(['2 kết quả', '12 kết quả']);
});

test.each([
	['2026-11-27', null, null],
	['2026-11-26', null, 'soon'],
	['2026-11-23', null, 'today'],
	['2026-11-22', null, 'warned'],
	['2026-11-22', '2026-11-22', null],
	['2026-11-20', '2026-11-21', 'escalated'],
	['2026-11-20', '2026-11-23', null],
	['2026-11-01', null, 'warned'],
])('due on %s and warned on %s, the step of 23 November is %s', (dueOn, warnedOn, step) => {
	expect(stepOn(dueOn, today, rule, { isOwed: true, warnedOn })).toBe(step);
});

test('what only waits for a decision never goes to a supervisor', () => {
	expect(stepOn('2026-11-01', today, rule, { isOwed: false, warnedOn: '2026-11-02' })).toBeNull();
});

test("the rule of a unit is the last one that has begun; another unit's does not count", () => {
	const dated = (unitId: string, validFrom: string, soonDays: number) => ({
		...rule,
		unitId,
		validFrom,
		soonDays,
	});
	const rules = [
		dated('a', '2026-01-01', 5),
		dated('a', '2026-11-01', 7),
		dated('a', '2026-12-01', 9),
		dated('b', '2026-11-20', 1),
	];
	expect(ruleOn(rules, 'a', today).soonDays).toBe(7);
	expect(ruleOn(rules, 'a', '2026-05-01').soonDays).toBe(5);
	expect(ruleOn(rules, 'c', today)).toEqual(shippedRule);
});

test('nobody is urged twice within the pause', () => {
	const now = new Date('2026-11-23T02:00:00Z');
	expect(mayUrgeAgain(null, now, 24)).toBe(true);
	expect(mayUrgeAgain(new Date('2026-11-22T02:00:01Z'), now, 24)).toBe(false);
	expect(mayUrgeAgain(new Date('2026-11-22T02:00:00Z'), now, 24)).toBe(true);
});
