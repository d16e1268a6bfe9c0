import { expect, test } from 'vitest';
import { addDays } from '#lib/shared/calendar.ts';
import { disciplineIn } from './discipline.ts';
import { ruleOn, shippedRule } from './rules.ts';
import { forLevelAbove } from './small-groups.ts';
import { after, closeBy, isOpen, wasTold } from './states.ts';

test.each([
	['Đề nghị khiển trách đồng chí An', 'khiển trách'],
	['KHAI TRỪ ra khỏi Đảng', 'khai trừ'],
	['de nghi canh cao', 'cảnh cáo'],
	['ca\u0301ch chu\u031b\u0301c', 'cách chức'],
	['Con chim vỗ cánh cáo già rình', null],
	['Phê bình nghiêm túc, rút kinh nghiệm', null],
	['Nhắc nhở về giờ giấc, kỷ luật lao động', null],
])('a word of discipline is found, however it is typed, and nothing else: %s', (text, found) => {
	expect(disciplineIn(text)).toBe(found);
});

test('what is open can be answered, put right, concluded or taken back; what has ended stays', () => {
	expect(after('given', 'answer')).toBe('answered');
	expect(after('answered', 'answer')).toBe('answered');
	expect(after('given', 'plan')).toBe('given');
	expect(after('answered', 'close')).toBe('closed');
	expect(after('given', 'withdraw')).toBe('withdrawn');
	for (const ended of ['closed', 'withdrawn'] as const) {
		expect(isOpen(ended)).toBe(false);
		for (const move of ['answer', 'plan', 'do', 'agree', 'extend', 'charge', 'close', 'withdraw'] as const)
			expect(after(ended, move)).toBeNull();
	}
});

test('a person was told by opening it, or after the days of the rule', () => {
	const untold = { openedAt: null, shownFrom: '2026-11-26' };
	expect(wasTold(untold, '2026-11-25')).toBe(false);
	expect(wasTold(untold, '2026-11-26')).toBe(true);
	expect(wasTold({ ...untold, openedAt: new Date() }, '2026-11-23')).toBe(true);
});

test('it is to be concluded some days after the last step, or after the answer', () => {
	const facts = { today: '2026-11-23', answerBy: '2026-11-28', hasAnswer: false, steps: [] };
	expect(closeBy(facts, 7, addDays)).toBe('2026-12-05');
	expect(closeBy({ ...facts, hasAnswer: true }, 7, addDays)).toBe('2026-11-30');
	const steps = [
		{ dueOn: '2026-12-20', isDone: false },
		{ dueOn: '2026-12-10', isDone: true },
	];
	expect(closeBy({ ...facts, hasAnswer: true, steps }, 7, addDays)).toBe('2026-12-27');
	const done = steps.map((step) => ({ ...step, isDone: true }));
	expect(closeBy({ ...facts, hasAnswer: true, steps: done }, 7, addDays)).toBe('2026-11-30');
});

test('the rule of a day is the last that has begun; without one that of the product', () => {
	const rule = { unitId: 'u', answerDays: 3, toldDays: 1, closeDays: 5 };
	const rules = [
		{ ...rule, validFrom: '2026-01-01' },
		{ ...rule, validFrom: '2026-06-01', answerDays: 9 },
	];
	expect(ruleOn(rules, 'u', '2026-05-31')).toMatchObject({ answerDays: 3 });
	expect(ruleOn(rules, 'u', '2026-06-01')).toMatchObject({ answerDays: 9 });
	expect(ruleOn(rules, 'other', '2026-06-01')).toEqual(shippedRule);
});

test('figures of fewer than five people are hidden from the level above', () => {
	const figures = { open: 1 };
	expect(forLevelAbove(figures, 4)).toBeNull();
	expect(forLevelAbove(figures, 5)).toEqual(figures);
});
