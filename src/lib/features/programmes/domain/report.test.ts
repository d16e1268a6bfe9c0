import { expect, test } from 'vitest';
import { periodOf } from './periods.ts';
import { type ClauseToReport, reportContent, standingAt, type TaskToReport } from './report.ts';

const quarter = periodOf('quarter', 2026, 3);
const task = (over: Partial<TaskToReport> = {}): TaskToReport => ({
	id: 't',
	title: 'Số hóa hồ sơ',
	resultExpected: '100%',
	ownerName: 'Trần Văn An',
	helperNames: [],
	state: 'in_progress',
	percent: 40,
	givenOn: '2026-01-10',
	dueOn: '2026-09-15',
	reportedOn: null,
	acceptedOn: null,
	outcome: null,
	result: null,
	sectionIds: ['c1'],
	indicators: [],
	reports: [],
	extendedOn: [],
	urgedOn: [],
	...over,
});
const clause = (id: string, over: Partial<ClauseToReport> = {}): ClauseToReport => ({
	id,
	documentId: 'd',
	anchor: id,
	label: id,
	words: '',
	tasks: [],
	notApplicable: null,
	...over,
});

test('a task stands as it stood at the end of the period: what was handed in later was late then', () => {
	expect(standingAt(task({ reportedOn: '2026-10-05' }), '2026-09-30', true)).toEqual({
		standing: 'late',
		daysLate: 15,
	});
	expect(standingAt(task({ reportedOn: '2026-09-15' }), '2026-09-30', true).standing).toBe('on_time');
	expect(standingAt(task({ reportedOn: '2026-09-17' }), '2026-09-30', true)).toEqual({
		standing: 'done_late',
		daysLate: 2,
	});
});

test('on its day a task is not late while the day lasts; at the end of a period that is over it is', () => {
	expect(standingAt(task({ dueOn: '2026-09-30' }), '2026-09-30', false).standing).toBe('not_due');
	expect(standingAt(task({ dueOn: '2026-09-30' }), '2026-09-30', true).standing).toBe('late');
});

test('counted is what was worked on in the period: not what was finished before, given after, or called off', () => {
	const content = reportContent(
		[
			task({
				id: 'a',
				reportedOn: '2026-09-10',
				acceptedOn: '2026-09-12',
				state: 'accepted',
				outcome: 'reached',
				reports: [{ on: '2026-09-10', body: 'Xong', difficulty: null }],
			}),
			task({
				id: 'b',
				dueOn: '2026-12-01',
				reports: [
					{ on: '2026-08-01', body: 'Đang làm', difficulty: 'Thiếu máy quét' },
					{ on: '2026-10-20', body: 'Sau kỳ', difficulty: 'Ngoài kỳ' },
				],
			}),
			task({ id: 'before', reportedOn: '2026-05-01', acceptedOn: '2026-05-02', state: 'accepted' }),
			task({ id: 'after', givenOn: '2026-10-01' }),
			task({ id: 'gone', state: 'cancelled' }),
			task({ id: 'late', sectionIds: [], urgedOn: ['2026-09-20'], extendedOn: ['2026-10-02'] }),
		],
		[clause('c1', { tasks: ['a'] }), clause('c2', { notApplicable: { reason: 'Thuộc tỉnh' } }), clause('c3')],
		quarter,
		'2026-11-25',
	);
	expect(content.asOf).toBe('2026-09-30');
	expect(content.figures).toMatchObject({
		tasks: 3,
		onTime: 1,
		late: 1,
		notDue: 1,
		accepted: 1,
		reached: 1,
		urged: 1,
		extended: 0,
	});
	expect(content.coverage).toMatchObject({ clauses: 3, answered: 2, open: 1 });
	expect(content.clauses.map(({ clause: of, tasks }) => [of?.id ?? null, tasks.map(({ id }) => id)])).toEqual(
		[
			['c1', ['a', 'b']],
			['c2', []],
			['c3', []],
			[null, ['late']],
		],
	);
	expect(content.difficulties).toMatchObject([{ taskId: 'b', words: 'Thiếu máy quét' }]);
	expect(content.clauses[0]?.tasks[1]?.said).toBe('Đang làm');
});

test('indicators are held against their targets by what was measured up to then', () => {
	const indicator = (id: string, values: { measuredOn: string; value: number }[]) => ({
		id,
		name: 'Đúng hạn',
		measure: '%',
		direction: 'at_least' as const,
		target: 98,
		values,
	});
	const { indicators } = reportContent(
		[
			task({
				indicators: [
					indicator('i', [
						{ measuredOn: '2026-07-31', value: 97 },
						{ measuredOn: '2026-10-31', value: 99 },
					]),
					indicator('j', [{ measuredOn: '2026-08-31', value: 98 }]),
					indicator('k', []),
				],
			}),
		],
		[],
		quarter,
		'2026-11-25',
	);
	expect(indicators).toMatchObject({ total: 3, reached: 1, notReached: 1, unmeasured: 1 });
	expect(indicators.lines[0]).toMatchObject({ latest: 97, measuredOn: '2026-07-31' });
});
