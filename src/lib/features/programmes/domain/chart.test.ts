import { expect, test } from 'vitest';
import { layChart } from './chart.ts';

const size = { width: 220, height: 70, inset: 10 };

test('values stand at their days, the target among them; higher is higher', () => {
	const values = [
		{ measuredOn: '2026-10-01', value: 50 },
		{ measuredOn: '2026-09-01', value: 0 },
		{ measuredOn: '2026-09-16', value: 25 },
	];
	const chart = layChart({ target: 100, values }, size);
	expect(chart.points.map(({ x, y }) => [x, y])).toEqual([
		[10, 60],
		[110, 47.5],
		[210, 35],
	]);
	expect(chart.targetY).toBe(10);
});

test('one value, or none, is drawn too', () => {
	expect(
		layChart({ target: 5, values: [{ measuredOn: '2026-10-01', value: 5 }] }, size).points,
	).toMatchObject([{ x: 10, y: 60 }]);
	expect(layChart({ target: 5, values: [] }, size).line).toBe('');
});
