import { describe, expect, test } from 'vitest';
import { groupsOf, mostUnits, shapeOf } from '../../seed/simulation/tree.ts';

/** How many units come of a shape, as the simulation lays them out. */
const unitsIn = (members: number, units?: number): number => {
	const shape = shapeOf(members, units);
	let count = 0;
	for (const province of groupsOf(members, Math.ceil(members / shape.provinces))) {
		count += 1;
		for (const body of shape.hasBodies ? groupsOf(province, shape.bodyMembers) : [province]) {
			if (shape.hasBodies) count += 1;
			for (const grassroots of groupsOf(body, shape.grassrootsMembers))
				count += 1 + groupsOf(grassroots, shape.cellMembers).length;
		}
	}
	return count;
};

describe('a simulated organisation', () => {
	test('has as many units as real ones of its size', () => {
		expect(unitsIn(5_600)).toBeGreaterThan(220);
		expect(unitsIn(5_600)).toBeLessThan(320);
	});
	test.each([
		[5_600, 100],
		[5_600, 1_000],
		[165_000, 4_000],
		[5_600_000, 300_000],
	])('of %i members has about %i units where so many are wished', (members, units) => {
		expect(unitsIn(members, units) / units).toBeGreaterThan(0.85);
		expect(unitsIn(members, units) / units).toBeLessThan(1.15);
	});
	test('no more units than its members can fill', () => {
		expect(() => shapeOf(5_600, mostUnits(5_600) + 100)).toThrow('mỗi chi bộ có ít nhất 3 đảng viên');
	});
});
