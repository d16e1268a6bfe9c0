import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placedBefore, stepped } from './order.ts';

test('one step up or down changes places with the neighbour', () => {
	expect(stepped(['a', 'b', 'c'], 'b', 'up')).toEqual(['b', 'a', 'c']);
	expect(stepped(['a', 'b', 'c'], 'b', 'down')).toEqual(['a', 'c', 'b']);
	expect(stepped(['a', 'b', 'c'], 'a', 'up')).toEqual(['a', 'b', 'c']);
	expect(stepped(['a', 'b', 'c'], 'c', 'down')).toEqual(['a', 'b', 'c']);
});

test('what is dropped on another stands before it; dropped nowhere it stands last', () => {
	expect(placedBefore(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
	expect(placedBefore(['a', 'b', 'c'], 'a', null)).toEqual(['b', 'c', 'a']);
	expect(placedBefore(['a', 'b', 'c'], 'a', 'không có')).toEqual(['b', 'c', 'a']);
});

test('no item is lost or doubled, whatever is moved where', () => {
	const list = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 });
	fc.assert(
		fc.property(list, fc.nat(), fc.nat(), (order, a, b) => {
			const id = order[a % order.length] ?? '';
			const before = order[b % order.length] ?? null;
			for (const next of [
				stepped(order, id, 'up'),
				stepped(order, id, 'down'),
				placedBefore(order, id, before),
			])
				expect([...next].sort()).toEqual([...order].sort());
		}),
	);
});
