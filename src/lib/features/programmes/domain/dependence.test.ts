import { expect, test } from 'vitest';
import { circleThrough } from './dependence.ts';

const needs = (text: string) =>
	text.split(' ').map((pair) => {
		const [taskId = '', needsId = ''] = pair.split('>');
		return { taskId, needsId };
	});

test('a task that would wait for itself, over however many others, is told the whole circle', () => {
	expect(circleThrough('a', ['a'], [])).toEqual(['a', 'a']);
	expect(circleThrough('a', ['b'], needs('b>c c>a'))).toEqual(['a', 'b', 'c', 'a']);
});

test('several may need the same, and what was needed before counts no more', () => {
	expect(circleThrough('a', ['b', 'c'], needs('b>d c>d'))).toBeNull();
	expect(circleThrough('a', ['b'], needs('a>c c>a b>d'))).toBeNull();
});
