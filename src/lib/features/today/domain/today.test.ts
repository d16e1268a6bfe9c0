import { expect, test } from 'vitest';
import { urgencyOf } from '#lib/shared/urgency.ts';
import { type Duty, inOrder } from './duties.ts';
import { firstSteps } from './first-steps.ts';
import { givenName, partOfDay } from './greeting.ts';

test.each([
	['2026-11-23T07:30:00+07:00', 'morning'],
	['2026-11-23T11:00:00+07:00', 'noon'],
	['2026-11-23T13:00:00+07:00', 'afternoon'],
	['2026-11-23T18:00:00+07:00', 'evening'],
	['2026-11-23T23:59:00+07:00', 'evening'],
	['2026-11-23T02:00:00+07:00', 'evening'],
])('%s is greeted as %s', (moment, part) => {
	expect(partOfDay(new Date(moment))).toBe(part);
});

test('people are addressed by the last word of the name', () => {
	expect(givenName('Công Tằng Tôn Nữ Thị Ánh Nguyệt')).toBe('Nguyệt');
	expect(givenName('Dũng')).toBe('Dũng');
});

test('due today is soon, not late', () => {
	expect(urgencyOf('2026-11-23', '2026-11-23')).toEqual({ kind: 'soon', days: 0 });
	expect(urgencyOf('2026-11-22', '2026-11-23')).toEqual({ kind: 'late', days: 1 });
	expect(urgencyOf('2026-12-23', '2026-11-23')).toEqual({ kind: 'later', days: 30 });
});

test('the most pressing duty first; a decision that others wait for before the rest of its day', () => {
	const task = (kind: 'carry_out' | 'decide', dueOn: string): Duty => ({
		kind,
		taskId: dueOn,
		title: '',
		dueOn,
		percent: 0,
		ownerName: '',
		isReturned: false,
		urged: null,
	});
	const order = inOrder([
		task('carry_out', '2026-11-25'),
		task('decide', '2026-11-25'),
		task('carry_out', '2026-11-20'),
	]);
	expect(order.map((duty) => `${duty.kind} ${duty.dueOn}`)).toEqual([
		'carry_out 2026-11-20',
		'decide 2026-11-25',
		'carry_out 2026-11-25',
	]);
});

test('the first step that is not done is the next; when all are done there are none', () => {
	expect(
		firstSteps({ people: true, documents: false, published: false, programmes: false }).find(
			(step) => step.isNext,
		)?.key,
	).toBe('documents');
	expect(firstSteps({ people: true, documents: true, published: true, programmes: true })).toEqual([]);
});
