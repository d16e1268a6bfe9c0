import { expect, test } from 'vitest';
import { isReached, latestOf, type Measured, proposedOutcome, shareOfTarget } from './indicators.ts';

const files: Measured = {
	direction: 'at_least',
	target: 98,
	values: [
		{ measuredOn: '2026-03-31', value: 97.1 },
		{ measuredOn: '2026-06-30', value: 98.6 },
	],
};
const complaints: Measured = {
	direction: 'at_most',
	target: 3,
	values: [{ measuredOn: '2026-06-30', value: 5 }],
};

test('the last measured value is held against the target, in its direction', () => {
	expect(latestOf(files)?.value).toBe(98.6);
	expect(isReached(files)).toBe(true);
	expect(isReached(complaints)).toBe(false);
	expect(isReached({ ...files, values: [] })).toBeNull();
});

test('a share of the target is told only where more is better', () => {
	expect(shareOfTarget({ ...files, target: 197.2 })).toBe(50);
	expect(shareOfTarget(complaints)).toBeNull();
	expect(shareOfTarget({ ...files, target: 0 })).toBeNull();
});

test('the figures propose the outcome: all reached, some, none; nothing where nothing is measured', () => {
	expect(proposedOutcome([])).toBeNull();
	expect(proposedOutcome([files])).toBe('reached');
	expect(proposedOutcome([files, complaints])).toBe('partly');
	expect(proposedOutcome([{ ...files, values: [] }])).toBe('not_reached');
});
