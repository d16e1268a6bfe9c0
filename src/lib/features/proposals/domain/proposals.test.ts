import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alikeAmong, inShort, likenessOf, shinglesOf } from './alike.ts';
import { ruleOn, shippedRule } from './rules.ts';
import { afterDispute, canMove } from './states.ts';
import { addWorkingDays } from './working-days.ts';

const parking =
	'Đề nghị bố trí thêm chỗ để xe cho cán bộ và người dân đến giao dịch, hiện sân trước đã quá tải.';
const parkingAgain = 'De nghi bo tri them cho de xe cho can bo va nguoi dan den giao dich o san truoc';
const printer = 'Kiến nghị Sở trang bị máy quét tốc độ cao để số hóa hồ sơ đúng tiến độ.';

test('proposals of one matter are suggested however they were typed, those of another are not', () => {
	const own = { id: '1', body: parking };
	const others = [
		{ id: '2', body: parkingAgain },
		{ id: '3', body: printer },
		{ id: '4', body: 'Đề nghị Đảng ủy xem xét, quan tâm kiến nghị của đảng viên chi bộ.' },
		{ id: '1', body: parking },
	];
	expect(alikeAmong(own, others).map(({ id }) => id)).toEqual(['2']);
});

test('two short texts that share a word or two by chance are not alike', () => {
	expect(alikeAmong({ id: '1', body: 'Mua máy in' }, [{ id: '2', body: 'Mua máy in màu' }])).toEqual([]);
});

test('likeness is the same both ways, between 0 and 1, and whole with itself', () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (one, other) => {
			const [a, b] = [shinglesOf(one), shinglesOf(other)];
			const likeness = likenessOf(a, b);
			expect(likeness).toBe(likenessOf(b, a));
			expect(likeness).toBeGreaterThanOrEqual(0);
			expect(likeness).toBeLessThanOrEqual(1);
			if (a.size > 0) expect(likenessOf(a, a)).toBe(1);
		}),
	);
});

test('a long proposal is named by its beginning, cut after a word, on one line', () => {
	const name = inShort(`${'Đề nghị xem xét '.repeat(20)}\nhết`);
	expect(name.length).toBeLessThanOrEqual(141);
	expect(name).toMatch(/^Đề nghị.* (Đề|nghị|xem|xét)…$/);
	expect(inShort('Một\n\n dòng')).toBe('Một dòng');
});

test.each([
	['2026-11-27', 1, '2026-11-30'],
	['2026-11-28', 1, '2026-11-30'],
	['2026-11-23', 15, '2026-12-14'],
	['2026-11-23', 0, '2026-11-23'],
])('%s and %i working days more is %s', (from, count, day) => {
	expect(addWorkingDays(from, count)).toBe(day);
});

test('a working day is never a Saturday or a Sunday', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 120 }), (count) => {
			expect([0, 6]).not.toContain(new Date(`${addWorkingDays('2026-11-21', count)}T00:00:00Z`).getUTCDay());
		}),
	);
});

test('the rule that has begun last counts; without one the rule that comes with the product', () => {
	const rule = (validFrom: string, answerDays: number) => ({
		unitId: 'u',
		validFrom,
		answerDays,
		namesToAnswerer: true,
	});
	const rules = [rule('2026-01-01', 20), rule('2026-06-01', 10), rule('2027-01-01', 5)];
	expect(ruleOn(rules, 'u', '2026-11-23').answerDays).toBe(10);
	expect(ruleOn(rules, 'u', '2025-11-23')).toEqual(shippedRule);
	expect(ruleOn(rules, 'another', '2026-11-23')).toEqual(shippedRule);
});

test('not settled, a matter is taken up again once by itself; the second time it waits for the office', () => {
	expect(afterDispute(1)).toEqual({ state: 'received', round: 2 });
	expect(afterDispute(2)).toEqual({ state: 'disputed', round: 2 });
});

test('it is taken back before it is answered only, and closed only when it was answered in vain', () => {
	expect(canMove('assigned', 'withdraw')).toBe(true);
	expect(canMove('answered', 'withdraw')).toBe(false);
	expect(canMove('received', 'close')).toBe(false);
	expect(canMove('disputed', 'close')).toBe(true);
});
