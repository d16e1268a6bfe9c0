import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classify, lacksFor, quotasOf, suppressed } from './bands.ts';
import { daysOf, quarterOf, romanOf } from './period.ts';
import { differencesOf, firstMarks, type Marks, pointsOf, yearMarks } from './points.ts';
import { formBlocks, periodWords, tableBlocks, yearBlocks } from './print.ts';
import { faultsOfRules, fullPoints, jobGroupOf, type ReviewRules, rulesOn, shippedRules } from './rules.ts';

const { rules } = shippedRules;
const marks = (tasks: Partial<Marks['tasks']> = {}, more: Partial<Marks> = {}): Marks => ({
	general: { politics: 8, ethics: 8, style: 7, discipline: 7 },
	tasks: { planned: 10, done: 10, faults: 0, late: 0, beyond: 0, ...tasks },
	fixed: true,
	...more,
});

test('30 general points and 70 for tasks come to 100', () => {
	expect(fullPoints(rules)).toBe(100);
	expect(rules.general.reduce((sum, { max }) => sum + max, 0)).toBe(30);
	expect(pointsOf(rules, marks())).toEqual({
		general: 30,
		quantity: 30,
		quality: 20,
		progress: 20,
		total: 100,
	});
});

test('a fault or a delay takes 25 % of a task (NĐ 335/2025)', () => {
	expect(pointsOf(rules, marks({ planned: 1, done: 1, faults: 1 })).quality).toBe(15);
	expect(pointsOf(rules, marks({ planned: 1, done: 1, late: 1 })).progress).toBe(15);
	expect(pointsOf(rules, marks({ planned: 4, done: 4, faults: 2 })).quality).toBe(17.5);
	expect(pointsOf(rules, marks({ planned: 1, done: 1, faults: 9 })).quality).toBe(0);
	// What was not done has no quality and no progress either.
	expect(pointsOf(rules, marks({ done: 5 }))).toMatchObject({ quantity: 15, quality: 10, progress: 10 });
});

test('the bands of 366-QĐ/TW: points alone do not make the best level', () => {
	const level = (points: number, given: Marks): string => classify(rules, points, given).level;
	expect(level(95, marks({ beyond: 3 }))).toBe('excellent');
	// 90 and all on time, but nothing beyond the requirement: the next level.
	expect(level(95, marks())).toBe('good');
	expect(level(95, marks({ beyond: 3, faults: 1 }))).toBe('good');
	expect(level(95, marks({ beyond: 3 }, { fixed: false }))).toBe('good');
	expect(level(89.9, marks({ beyond: 10 }))).toBe('good');
	// One of ten late: not Tốt, whatever the points; up to 20 % late is Hoàn thành.
	expect(level(92, marks({ late: 1 }))).toBe('done');
	expect(level(69.9, marks())).toBe('done');
	expect(level(65, marks({ late: 2 }))).toBe('done');
	expect(level(65, marks({ late: 3 }))).toBe('not_done');
	expect(level(65, marks({ done: 9 }))).toBe('not_done');
	expect(level(49.9, marks())).toBe('not_done');
});

test('what was not met is named with its figures', () => {
	expect(classify(rules, 92, marks({ late: 1 })).missed).toEqual([
		{ band: 'excellent', condition: 'onTime', is: 90, wanted: 100 },
		{ band: 'excellent', condition: 'beyond', is: 0, wanted: 30 },
		{ band: 'good', condition: 'onTime', is: 90, wanted: 100 },
	]);
	expect(lacksFor(rules, 'excellent', 80, marks({ beyond: 3 }))).toEqual([
		{ band: 'excellent', condition: 'points', is: 80, wanted: 90 },
	]);
});

test('the quota is 20 % of those rated Tốt, rounded down, among like jobs; 25 % in an outstanding body', () => {
	const given = (group: string, level: string, count: number) =>
		Array.from({ length: count }, () => ({ group, level }));
	const cell = [
		...given('a', 'excellent', 2),
		...given('a', 'good', 9),
		...given('b', 'excellent', 1),
		...given('b', 'good', 4),
	];
	expect(quotasOf(rules, cell, false)).toEqual([
		{ group: 'a', best: 2, next: 9, allowed: 1, isOver: true },
		{ group: 'b', best: 1, next: 4, allowed: 0, isOver: true },
	]);
	expect(quotasOf(rules, cell, true).map(({ allowed }) => allowed)).toEqual([2, 1]);
	expect(quotasOf(rules, [...given('a', 'good', 5), ...given('a', 'excellent', 1)], false)[0]?.isOver).toBe(
		false,
	);
});

test('above the unit a figure about fewer than five people is not told', () => {
	expect([0, 1, 4, 5, 27].map((count) => suppressed(count))).toEqual([null, null, null, 5, 27]);
	expect(suppressed(31, 3)).toBeNull();
	expect(suppressed(31, 8)).toBe(31);
});

test('a better mark never gives a worse level, and points stay within 0 and 100', () => {
	const count = fc.integer({ min: 0, max: 30 });
	const any = fc.record({
		planned: fc.integer({ min: 1, max: 30 }),
		done: count,
		faults: count,
		late: count,
		beyond: count,
	});
	const rank = (key: string): number => rules.bands.findIndex((band) => band.key === key);
	fc.assert(
		fc.property(any, fc.integer({ min: 0, max: 30 }), (tasks, general) => {
			const given = marks(tasks, { general: { politics: general } });
			const { total } = pointsOf(rules, given);
			expect(total).toBeGreaterThanOrEqual(0);
			expect(total).toBeLessThanOrEqual(100);
			const better = marks(
				{ ...tasks, late: Math.max(0, tasks.late - 1), faults: Math.max(0, tasks.faults - 1) },
				given,
			);
			better.tasks = { ...tasks, late: Math.max(0, tasks.late - 1) };
			expect(rank(classify(rules, pointsOf(rules, better).total, better).level)).toBeLessThanOrEqual(
				rank(classify(rules, total, given).level),
			);
		}),
	);
});

test('a self-rating and a rating ten points apart are worth a talk, part by part', () => {
	const self = marks();
	const rated = marks({ late: 2, faults: 4 }, { general: { ...self.general, style: 4 } });
	const difference = differencesOf(rules, self, rated);
	expect(difference).toEqual({
		isWorthTalk: false,
		by: 6,
		parts: [
			{ key: 'style', self: 7, rated: 4 },
			{ key: 'quality', self: 20, rated: 18 },
			{ key: 'progress', self: 20, rated: 19 },
		],
	});
	expect(differencesOf(rules, self, marks({ done: 7 })).isWorthTalk).toBe(true);
	expect(differencesOf(rules, self, self)).toEqual({ isWorthTalk: false, by: 0, parts: [] });
});

test('a form begins with what the figures tell', () => {
	expect(firstMarks(rules, { planned: 8, done: 7, late: 1 }).tasks).toEqual({
		planned: 8,
		done: 7,
		faults: 0,
		late: 1,
		beyond: 0,
	});
	expect(firstMarks(rules, {}).tasks).toMatchObject({ planned: 1, done: 1 });
});

test('a form of the year begins with what its quarters come to', () => {
	const second = marks(
		{ planned: 6, done: 6, late: 1 },
		{ general: { politics: 7, ethics: 8, style: 6, discipline: 7 } },
	);
	expect(yearMarks(rules, [marks(), second])).toEqual({
		general: { politics: 7.5, ethics: 8, style: 6.5, discipline: 7 },
		tasks: { planned: 16, done: 16, faults: 0, late: 1, beyond: 0 },
		fixed: true,
	});
	expect(yearMarks(rules, [])).toBeNull();
});

test('rules hold from their day on; what does not come to 100 or goes up is refused', () => {
	const changed = (from: string, share: number) => ({
		from,
		source: 'x',
		rules: { ...rules, quota: { share, outstanding: 25 } },
	});
	const versions = [changed('2026-07-01', 15), changed('2027-01-01', 10)];
	expect(rulesOn(versions, '2026-06-30').rules.quota.share).toBe(20);
	expect(rulesOn(versions, '2026-07-01').rules.quota.share).toBe(15);
	expect(rulesOn(versions, '2028-01-01').rules.quota.share).toBe(10);
	expect(rulesOn([], '2001-01-01')).toBe(shippedRules);
	const wrong: ReviewRules = {
		...rules,
		general: rules.general.slice(1),
		bands: rules.bands.map((band) => ({ ...band, from: 90 })),
	};
	expect(faultsOfRules(rules)).toEqual([]);
	expect(faultsOfRules(wrong).map(({ path }) => path)).toEqual(['general', 'bands']);
});

test('periods', () => {
	expect(daysOf({ year: 2026, quarter: 1 })).toEqual({ from: '2026-01-01', to: '2026-03-31' });
	expect(daysOf({ year: 2026, quarter: 4 })).toEqual({ from: '2026-10-01', to: '2026-12-31' });
	expect(daysOf({ year: 2026, quarter: 0 })).toEqual({ from: '2026-01-01', to: '2026-12-31' });
	expect(quarterOf('2026-11-29')).toEqual({ year: 2026, quarter: 4 });
	expect([1, 4, 0].map(romanOf)).toEqual(['I', 'IV', '']);
});

test('those who lead are a group of their own', () => {
	expect(jobGroupOf('Trưởng phòng Công nghệ thông tin')).toBe('Lãnh đạo, quản lý');
	expect(jobGroupOf('Chuyên viên Văn phòng')).toBe('Chuyên môn, phục vụ');
});

test('papers: an empty part stays open, the table counts levels, what is not told stays out', () => {
	expect(periodWords({ year: 2026, quarter: 3 })).toBe('quý III năm 2026');
	const blocks = formBlocks(rules.quarterForm, { done: 'Một.\nHai.' });
	expect(blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(3);
	expect(blocks[1]).toEqual({ kind: 'paragraph', text: 'Một.' });
	expect(JSON.stringify(blocks[4])).toContain('…');
	const table = tableBlocks(
		rules,
		[
			{
				fullName: 'An',
				jobGroup: 'x',
				selfPoints: 92.5,
				points: 88,
				levelName: 'Hoàn thành tốt nhiệm vụ',
				reason: 'Vì',
			},
		],
		'Nhất trí.',
	);
	expect(JSON.stringify(table)).toContain('92,5');
	expect(JSON.stringify(table)).toContain('Hoàn thành tốt nhiệm vụ: 1/1 người');
	expect(
		yearBlocks([
			{ name: 'Tập thể', value: 1, of: null },
			{ name: 'Ít', value: null, of: null },
			{ name: 'Nhiệm vụ', value: 6, of: 8 },
		]).map((block) => ('text' in block ? block.text : '')),
	).toEqual(['Tập thể: 1', 'Nhiệm vụ: 6/8']);
});
