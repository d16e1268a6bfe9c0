import { expect, test } from 'vitest';
import { canMove, countConsents, endFrom, isAgreed, tasksFrom } from './states.ts';

test('tasks come without owners, as long after the start as at the origin, the first due first', () => {
	const tasks = [
		{ title: 'Tổng kết', resultExpected: 'Báo cáo', dueOn: '2026-12-15' },
		{ title: 'Khảo sát', resultExpected: 'Danh mục', dueOn: '2026-03-01' },
		{ title: 'Việc của năm trước', resultExpected: 'Xong', dueOn: '2025-12-01' },
	];
	expect(tasksFrom(tasks, { startsOn: '2026-02-01' }, '2027-01-10')).toEqual([
		{ position: 0, title: 'Việc của năm trước', resultExpected: 'Xong', dueOn: '2027-01-10' },
		{ position: 1, title: 'Khảo sát', resultExpected: 'Danh mục', dueOn: '2027-02-07' },
		{ position: 2, title: 'Tổng kết', resultExpected: 'Báo cáo', dueOn: '2027-11-23' },
	]);
	expect(endFrom({ startsOn: '2026-02-01', endsOn: '2026-12-31' }, '2027-01-10')).toBe('2027-12-09');
});

test('nobody’s name stands in a proposed text without their word', () => {
	expect(isAgreed(countConsents([]))).toBe(true);
	expect(isAgreed(countConsents([{ consent: true }, { consent: null }]))).toBe(false);
	expect(countConsents([{ consent: true }, { consent: false }, { consent: null }])).toEqual({
		asked: 3,
		given: 1,
		withheld: 1,
	});
});

test('what was returned is changed and proposed again; only what was approved is adopted', () => {
	expect(canMove('returned', 'change')).toBe(true);
	expect(canMove('returned', 'propose')).toBe(true);
	expect(canMove('proposed', 'change')).toBe(false);
	expect(canMove('proposed', 'adopt')).toBe(false);
	expect(canMove('approved', 'adopt')).toBe(true);
});
