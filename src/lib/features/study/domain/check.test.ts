import { expect, test } from 'vitest';
import { choicesProblem, hasSeveral, isRightAnswer, nextUnanswered } from './check.ts';

const choices = (...right: boolean[]) =>
	right.map((isRight, at) => ({ body: `Phương án ${at + 1}`, isRight }));

test('right is who chose all that is right and nothing else', () => {
	const two = choices(true, false, true);
	expect(isRightAnswer(two, [0, 2])).toBe(true);
	expect(isRightAnswer(two, [0])).toBe(false);
	expect(isRightAnswer(two, [0, 1, 2])).toBe(false);
	expect(isRightAnswer(two, [])).toBe(false);
	expect(hasSeveral(two)).toBe(true);
	expect(hasSeveral(choices(true, false))).toBe(false);
});

test('a question has at least two different choices, one of them right and one wrong', () => {
	expect(choicesProblem(choices(true))).toBe('too_few');
	expect(choicesProblem(choices(false, false))).toBe('none_right');
	expect(choicesProblem(choices(true, true))).toBe('all_right');
	expect(
		choicesProblem([
			{ body: 'Thể chế', isRight: true },
			{ body: 'thể chế', isRight: false },
		]),
	).toBe('twice');
	expect(choicesProblem(choices(true, false))).toBeNull();
});

test('what comes next is the next question without an answer, then those that were passed over', () => {
	expect(nextUnanswered([true, false, true], 0)).toBe(1);
	expect(nextUnanswered([false, true, true], 1)).toBe(0);
	expect(nextUnanswered([true, true], 1)).toBeNull();
	expect(nextUnanswered([], 0)).toBeNull();
});
