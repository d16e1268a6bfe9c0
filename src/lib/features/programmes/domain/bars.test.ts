import { expect, test } from 'vitest';
import { HEAD, layBars, ROW, type Spanned } from './bars.ts';

const today = '2026-11-25';
const task = (id: string, over: Partial<Spanned> = {}): Spanned => ({
	id,
	state: 'in_progress',
	percent: 50,
	startsOn: '2026-11-01',
	dueOn: '2026-11-20',
	reportedOn: null,
	needs: [],
	...over,
});

test('months are columns from the first start to the last end; a year fits on a sheet across', () => {
	const bars = layBars([task('a', { startsOn: '2026-01-15', dueOn: '2026-12-31' })], today);
	expect(bars.months.map(({ month }) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
	expect(bars.width).toBe(720);
	expect(layBars([task('a', { startsOn: '2020-01-01' })], today).width).toBe(720);
	expect(layBars([], today).months).toHaveLength(1);
});

test('the part after the deadline is marked, up to today while the result is owed, up to the report once it came', () => {
	const [owed, reported, inTime] = layBars(
		[
			task('a'),
			task('b', { state: 'accepted', reportedOn: '2026-11-22' }),
			task('c', { state: 'accepted', reportedOn: '2026-11-19' }),
		],
		today,
	).bars;
	expect(owed?.lateWidth).toBe(30);
	expect(reported?.lateWidth).toBe(12);
	expect(inTime?.lateWidth).toBe(0);
	expect([owed?.width, owed?.doneWidth, inTime?.doneWidth]).toEqual([120, 60, 120]);
});

test('each task has its row, and what it waits for an arrow; tasks on another page have none', () => {
	const bars = layBars([task('a'), task('b', { needs: ['a', 'elsewhere'] })], today);
	expect(bars.height).toBe(HEAD + 2 * ROW);
	expect(bars.arrows.map(({ key }) => key)).toEqual(['a b']);
});
