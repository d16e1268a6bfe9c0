import { expect, test } from 'vitest';
import { bothTexts } from '#lib/text/both-texts.ts';
import { assignmentStates, canMove, isOwed } from './states.ts';

test('two devices lose no word: both texts stay', () => {
	expect(bothTexts('Điểm mới thứ nhất.', 'Điểm mới thứ hai.')).toBe(
		'Điểm mới thứ nhất.\n\nĐiểm mới thứ hai.',
	);
	expect(bothTexts('Một. Hai.', 'Một.')).toBe('Một. Hai.');
	expect(bothTexts('Một.', 'Một. Hai.')).toBe('Một. Hai.');
	expect(bothTexts('', 'Một.')).toBe('Một.');
});

test('a summary is released after it was presented, and once; what was released or replaced moves no more', () => {
	expect(assignmentStates.filter((state) => canMove(state, 'release'))).toEqual(['presented']);
	for (const move of ['accept', 'decline', 'write', 'present', 'remark', 'release', 'replace'] as const) {
		expect(canMove('released', move)).toBe(false);
		expect(canMove('replaced', move)).toBe(false);
	}
	expect(assignmentStates.filter(isOwed)).toEqual(['assigned', 'accepted']);
});
