import { expect, test } from 'vitest';
import { movedBy } from './steps.ts';

test('a step changes places with its neighbour; at the end of the list nothing moves', () => {
	const order = ['a', 'b', 'c'];
	expect(movedBy(order, 'b', 'up')).toEqual(['b', 'a', 'c']);
	expect(movedBy(order, 'b', 'down')).toEqual(['a', 'c', 'b']);
	expect(movedBy(order, 'a', 'up')).toBeNull();
	expect(movedBy(order, 'c', 'down')).toBeNull();
	expect(movedBy(order, 'x', 'down')).toBeNull();
});
