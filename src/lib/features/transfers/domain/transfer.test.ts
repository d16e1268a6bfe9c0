import { expect, test } from 'vitest';
import { canonicalText, readCheck, spokenCheck } from './letter.ts';
import { factKeys, kindLine, readKinds, ruleOn, saidFacts, shippedRule } from './rules.ts';
import { confirmBy, dayProblem, membershipSpan, stageOf } from './transfer.ts';

const [official, temporary] = shippedRule.kinds;
if (!official || !temporary) throw new Error('The shipped rule has two kinds');

test('who goes for good names no day of return; who goes for a time does, and not for longer than the kind allows', () => {
	const on = { effectiveOn: '2026-12-01', returnsOn: null };
	expect(dayProblem(on, official, '2024-01-01')).toBeNull();
	expect(dayProblem(on, official, '2026-12-01')).toEqual({ path: 'effectiveOn', key: 'issue_day_too_early' });
	expect(dayProblem(on, temporary, '2024-01-01')?.key).toBe('issue_transfers_returns_needed');
	const back = (returnsOn: string) =>
		dayProblem({ ...on, returnsOn }, { needsReturn: true, mostMonths: 3 }, '2024-01-01')?.key;
	expect(back('2026-12-01')).toBe('issue_transfers_returns_early');
	expect(back('2027-03-01')).toBeUndefined();
	expect(back('2027-03-02')).toBe('issue_transfers_returns_late');
	expect(
		dayProblem(
			{ effectiveOn: '2026-08-31', returnsOn: '2027-02-28' },
			{ needsReturn: true, mostMonths: 6 },
			'2024-01-01',
		),
	).toBeNull();
});

test('the other side has its days from the letter or from the day from which it holds, whichever is later', () => {
	expect(confirmBy('2026-11-20', '2026-12-01', 30)).toBe('2026-12-31');
	expect(confirmBy('2026-11-20', '2026-11-01', 30)).toBe('2026-12-20');
	const issued = { state: 'issued', confirmBy: '2026-12-20', declinedOn: null } as const;
	expect(stageOf(issued, '2026-12-20')).toBe('waiting');
	expect(stageOf(issued, '2026-12-21')).toBe('late');
	expect(stageOf({ ...issued, declinedOn: '2026-12-01' }, '2026-12-21')).toBe('declined');
	expect(stageOf({ ...issued, state: 'received' }, '2026-12-21')).toBe('received');
});

test('a membership at the other side begins when the person is received, not before the letter holds', () => {
	expect(membershipSpan({ effectiveOn: '2026-12-01', returnsOn: null }, '2026-11-25')).toEqual({
		from: '2026-12-01',
		to: null,
	});
	expect(membershipSpan({ effectiveOn: '2026-12-01', returnsOn: '2027-06-01' }, '2026-12-05')).toEqual({
		from: '2026-12-05',
		to: '2027-06-01',
	});
});

test('a letter says what the rule names and nothing else', () => {
	const rule = { ...shippedRule, says: ['birthOn', 'position'] as const };
	expect(saidFacts(rule, { birthOn: '1980-01-02', cardNumber: '12', position: '' })).toEqual({
		birthOn: '1980-01-02',
	});
	expect(shippedRule.says).toEqual(factKeys);
});

test('the rule of a day is the last one that has begun', () => {
	const dated = [
		{ ...shippedRule, validFrom: '2026-01-01', confirmDays: 10 },
		{ ...shippedRule, validFrom: '2026-06-01', confirmDays: 20 },
	];
	expect(ruleOn(dated, '2025-12-31')).toBe(shippedRule);
	expect(ruleOn(dated, '2026-05-31').confirmDays).toBe(10);
	expect(ruleOn(dated, '2026-06-01').confirmDays).toBe(20);
});

test('kinds are written one a line and read again as they were; a line that cannot be read is named', () => {
	const words = { keeps: 'còn', ends: 'hết' };
	const text = shippedRule.kinds.map((kind) => kindLine(kind, words)).join('\n');
	expect(readKinds(text, shippedRule.kinds, words)).toEqual({ kinds: shippedRule.kinds });
	expect(readKinds(`${text}\nThứ ba | sao`, shippedRule.kinds, words)).toEqual({ line: 3 });
	expect(readKinds('Một | hết | nhiều', [], words)).toEqual({ line: 1 });
	expect(readKinds('', [], words)).toEqual({ line: 1 });
});

test('the check code does not depend on the order in which a letter was written, and is read as people type it', () => {
	expect(canonicalText({ b: [1, { d: null, c: 'x' }], a: 'á' })).toBe(
		canonicalText({ a: 'á', b: [1, { c: 'x', d: null }] }),
	);
	const code = spokenCheck('0123456789abcdef0123456789abcdef');
	expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
	expect(readCheck(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code.replaceAll('-', ''));
	expect(readCheck('oO-iL')).toBe('0011');
});
