import { expect, test } from 'vitest';
import { figuresOf, isOpenLate } from './activities.ts';

const one = { state: 'done' as const, heldOn: '2026-03-01', people: 10, locals: 40 };

test('counts what was done in a period; what was cancelled is not even planned', () => {
	expect(
		figuresOf(
			[
				one,
				{ ...one, heldOn: '2026-12-31', people: 5, locals: 0 },
				{ ...one, heldOn: '2025-12-31' },
				{ ...one, state: 'planned' },
				{ ...one, state: 'cancelled' },
			],
			'2026-01-01',
			'2026-12-31',
		),
	).toEqual({ planned: 3, done: 2, people: 15, locals: 40 });
});

test('what should have been held and is only planned is late', () => {
	expect(isOpenLate({ state: 'planned', heldOn: '2026-03-01' }, '2026-03-02')).toBe(true);
	expect(isOpenLate({ state: 'planned', heldOn: '2026-03-02' }, '2026-03-02')).toBe(false);
	expect(isOpenLate({ state: 'done', heldOn: '2026-03-01' }, '2026-03-02')).toBe(false);
});
