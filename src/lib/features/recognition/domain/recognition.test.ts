import { describe, expect, test } from 'vitest';
import { advancedCriteria } from './advanced.ts';
import { formLine, formsFor, readForms, ruleOn, shippedRule } from './rules.ts';
import { agreementOf, canMove } from './states.ts';

describe('forms of praise and award', () => {
	const words = {
		scope: { individual: 'cá nhân', collective: 'tập thể', both: 'cả hai' },
		decision: 'có quyết định',
		noDecision: 'không cần quyết định',
	};

	test('those of the law come with the product: for persons, for collectives, with or without a decision', () => {
		const individual = formsFor(shippedRule, 'individual').map(({ name }) => name);
		expect(individual).toContain('Chiến sĩ thi đua cơ sở');
		expect(individual).not.toContain('Cờ thi đua');
		expect(formsFor(shippedRule, 'collective').map(({ name }) => name)).toContain(
			'Tập thể lao động xuất sắc',
		);
		expect(shippedRule.forms.filter(({ needsDecision }) => !needsDecision).map(({ name }) => name)).toEqual([
			'Biểu dương',
		]);
	});

	test('are read from lines as they are written, and keep their keys', () => {
		const text = shippedRule.forms.map((form) => formLine(form, words)).join('\n');
		expect(readForms(text, shippedRule.forms, words)).toEqual({ forms: shippedRule.forms });
		expect(readForms('Thư khen | Bí thư | Cá nhân | không cần quyết định', [], words)).toEqual({
			forms: [
				{ key: 'thu_khen', name: 'Thư khen', giver: 'Bí thư', scope: 'individual', needsDecision: false },
			],
		});
		expect(readForms('\nThư khen | Bí thư', [], words)).toEqual({ line: 2 });
		expect(readForms('A | b | cá nhân\nA | b | tập thể', [], words)).toEqual({ line: 2 });
	});

	test('the rule of a day is the last that has begun', () => {
		const later = { ...shippedRule, forms: [], unitId: 'u', validFrom: '2026-06-01' };
		expect(ruleOn([later], 'u', '2026-05-31')).toBe(shippedRule);
		expect(ruleOn([later], 'u', '2026-06-01')).toBe(later);
	});
});

test('who is of a collective does not decide on it alone', () => {
	const collective = { personId: null, memberIds: ['a', 'b'], proposerId: 'c', firstAgreedBy: null };
	expect(agreementOf(collective, 'a')).toBe('first_agreed');
	expect(agreementOf(collective, 'd')).toBe('announced');
	expect(agreementOf({ ...collective, firstAgreedBy: 'a' }, 'b')).toBe('announced');
	expect(agreementOf({ ...collective, personId: 'x', memberIds: [] }, 'a')).toBe('announced');
});

test('what was decided is not decided again, and only what is announced is spoken for', () => {
	expect(canMove('proposed', 'agree')).toBe(true);
	expect(canMove('announced', 'agree')).toBe(false);
	expect(canMove('declined', 'consent')).toBe(false);
	expect(canMove('announced', 'consent')).toBe(true);
});

describe('an advanced collective', () => {
	const rule = { commendedShare: 10, onTimeShare: 90, openLimits: 0 };
	const good = { people: 27, commended: 3, tasks: 20, tasksOnTime: 18, openLimits: 0 };

	test('meets every criterion, each with its figures', () => {
		const { criteria, isMet } = advancedCriteria(good, rule);
		expect(isMet).toBe(true);
		expect(criteria.map(({ have, of, value }) => [have, of, value])).toEqual([
			[3, 27, 11],
			[18, 20, 90],
			[0, null, 0],
		]);
	});

	test.each([
		[{ commended: 2 }, 'commended'],
		[{ tasksOnTime: 17 }, 'on_time'],
		[{ openLimits: 1 }, 'open_limits'],
	])('is none with %o', (over, key) => {
		const { criteria, isMet } = advancedCriteria({ ...good, ...over }, rule);
		expect(isMet).toBe(false);
		expect(criteria.filter((one) => !one.isMet).map((one) => one.key)).toEqual([key]);
	});

	test('without tasks nothing was late; without people there is none', () => {
		expect(advancedCriteria({ ...good, tasks: 0, tasksOnTime: 0 }, rule).isMet).toBe(true);
		expect(advancedCriteria({ ...good, people: 0, commended: 0 }, rule).isMet).toBe(false);
	});
});
