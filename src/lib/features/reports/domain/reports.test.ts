import { describe, expect, test } from 'vitest';
import { isShown, sumBelow } from './consolidate.ts';
import { draftOf } from './draft.ts';
import { figureKeys, figureOf, isFigure } from './figures.ts';
import { patternOf, shippedReports } from './kinds.ts';
import { periodBefore, periodName, sameLastYear, shortPeriod } from './periods.ts';
import { countOwed, isLate } from './states.ts';
import { aboutOf, titleOf } from './titles.ts';

const quarter = { period: 'quarter', from: '2026-07-01', to: '2026-09-30' } as const;

describe('a period', () => {
	test.each([
		[{ period: 'month', from: '2026-09-01', to: '2026-09-30' }, 'tháng 9 năm 2026', 'T9/2026'],
		[quarter, 'quý III năm 2026', 'Quý III/2026'],
		[{ period: 'half', from: '2026-01-01', to: '2026-06-30' }, '6 tháng đầu năm 2026', '6T/2026'],
		[{ period: 'year', from: '2026-01-01', to: '2026-12-31' }, 'năm 2026', '2026'],
		[
			{ period: 'once', from: '2026-02-03', to: '2026-03-01' },
			'từ ngày 03/02/2026 đến ngày 01/03/2026',
			'03/02/2026 – 01/03/2026',
		],
	] as const)('%o is %s', (period, name, short) => {
		expect(periodName(period)).toBe(name);
		expect(shortPeriod(period)).toBe(short);
	});

	test('has one before it and the same of the year before, whole months at both ends', () => {
		expect(periodBefore(quarter)).toEqual({ from: '2026-04-01', to: '2026-06-30' });
		expect(sameLastYear(quarter)).toEqual({ from: '2025-07-01', to: '2025-09-30' });
		expect(periodBefore({ period: 'month', from: '2026-01-01', to: '2026-01-31' })).toEqual({
			from: '2025-12-01',
			to: '2025-12-31',
		});
		expect(periodBefore({ period: 'quarter', from: '2026-01-01', to: '2026-03-31' })).toEqual({
			from: '2025-10-01',
			to: '2025-12-31',
		});
		expect(sameLastYear({ period: 'month', from: '2025-02-01', to: '2025-02-28' })).toEqual({
			from: '2024-02-01',
			to: '2024-02-29',
		});
		expect(periodBefore({ period: 'once', from: '2026-01-01', to: '2026-01-31' })).toBeNull();
		expect(sameLastYear({ period: 'year', from: '2026-01-01', to: '2026-12-31' })).toBeNull();
	});
});

describe('the shipped forms', () => {
	test('name figures that are known, and lower levels come first', () => {
		for (const { sections, due } of shippedReports.patterns) {
			expect(sections.flatMap(({ figures }) => figures).filter((key) => !isFigure(key))).toEqual([]);
			expect(new Set(sections.map(({ key }) => key)).size).toBe(sections.length);
			expect((due['cell'] ?? 0) < (due['grassroots_committee'] ?? 0)).toBe(true);
		}
		expect(shippedReports.confidence).toBe('low');
	});

	test('what a share is of is counted too', () => {
		for (const key of figureKeys) {
			const of = figureOf(key).of;
			if (of) expect(figureKeys).toContain(of);
		}
	});

	test('give a title, and what the paper is about', () => {
		const pattern = patternOf('quarter');
		const title = titleOf(pattern?.name ?? '', quarter);
		expect(title).toBe('Báo cáo công tác xây dựng Đảng quý III năm 2026');
		expect(aboutOf(title)).toBe('công tác xây dựng Đảng quý III năm 2026');
	});
});

describe('the words that figures give', () => {
	const facts = {
		period: 'quý III năm 2026',
		now: {
			meetings: 3,
			meetings_thematic: 1,
			attendance: 78,
			attendance_asked: 81,
			tasks: 12,
			tasks_done: 10,
			tasks_on_time: 9,
			tasks_late: 2,
		},
		before: { meetings: 2 },
	};

	test('are the words of offices, with the share and the difference to the period before', () => {
		expect(draftOf(['meetings', 'meetings_thematic', 'attendance_asked', 'attendance'], facts)).toBe(
			'Trong quý III năm 2026, đã tổ chức 3 kỳ sinh hoạt chi bộ (tăng 1 so với kỳ trước), trong đó 1 kỳ sinh hoạt chuyên đề; tỷ lệ đảng viên dự sinh hoạt đạt 96,3%.',
		);
	});

	test('tell late tasks once, and say nothing of what there is none of', () => {
		expect(draftOf(['tasks', 'tasks_late'], facts)).toBe(
			'Có 12 nhiệm vụ đến hạn trong kỳ; đã hoàn thành 10/12 (83,3%), trong đó 9 nhiệm vụ đúng hạn; còn 2 nhiệm vụ quá hạn.',
		);
		expect(draftOf(['tasks_late', 'limits'], facts)).toBe(
			'Còn 2 nhiệm vụ quá hạn chưa hoàn thành, cần tập trung chỉ đạo trong kỳ tới.',
		);
		expect(draftOf(['examples', 'proposals'], facts)).toBe('');
	});
});

describe('what is owed', () => {
	const one = { progress: 'none', dueOn: '2026-10-05', hasAbove: true, wasSent: false } as const;
	test('is late once its day has passed, until it is with the unit above', () => {
		expect(isLate(one, '2026-10-05')).toBe(false);
		expect(isLate(one, '2026-10-06')).toBe(true);
		expect(isLate({ ...one, progress: 'signed' }, '2026-10-06')).toBe(true);
		expect(isLate({ ...one, progress: 'signed', hasAbove: false }, '2026-10-06')).toBe(false);
		expect(isLate({ ...one, progress: 'sent', wasSent: true }, '2026-10-06')).toBe(false);
		expect(isLate({ ...one, progress: 'returned', wasSent: true }, '2026-10-06')).toBe(true);
		expect(isLate({ ...one, progress: 'writing', wasSent: true }, '2026-10-06')).toBe(false);
	});
	test('is counted: owed, sent, late', () => {
		const all = [
			one,
			{ ...one, progress: 'accepted', wasSent: true },
			{ ...one, dueOn: '2026-12-31' },
		] as const;
		expect(countOwed(all, '2026-10-06')).toEqual({ owed: 3, sent: 1, late: 1 });
	});
});

test('sums are of what was sent; figures about people of a unit with too few are not shown beside others', () => {
	const below = [
		{ id: 'a', people: 20, figures: { meetings: 3, members: 12 } },
		{ id: 'b', people: 3, figures: { meetings: 2, members: 3 } },
		{ id: 'c', people: 9, figures: null },
	];
	expect(sumBelow(['meetings', 'members', 'limits'], below)).toEqual({ meetings: 5, members: 15 });
	expect(isShown('members', 'b', new Set(['b']))).toBe(false);
	expect(isShown('meetings', 'b', new Set(['b']))).toBe(true);
	expect(isShown('members', 'a', new Set(['b']))).toBe(true);
});
