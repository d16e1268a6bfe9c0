import { type Day, daysBetween } from '#lib/shared/calendar.ts';

export type Chart = {
	points: { x: number; y: number; measuredOn: Day; value: number }[];
	/** The points joined. */
	line: string;
	targetY: number;
};

/** Where the measured values and the target of an indicator stand in a picture of a given size. */
export const layChart = (
	indicator: { target: number; values: readonly { measuredOn: Day; value: number }[] },
	size: { width: number; height: number; inset: number },
): Chart => {
	const values = [...indicator.values].sort((one, other) => one.measuredOn.localeCompare(other.measuredOn));
	const all = [...values.map(({ value }) => value), indicator.target];
	const [least, most] = [Math.min(...all), Math.max(...all)];
	const span = most - least || 1;
	const first = values[0]?.measuredOn ?? '';
	const days = Math.max(1, values.length > 1 ? daysBetween(first, values.at(-1)?.measuredOn ?? first) : 1);
	const round = (value: number): number => Math.round(value * 10) / 10;
	const yOf = (value: number): number =>
		round(size.inset + (1 - (value - least) / span) * (size.height - 2 * size.inset));
	const points = values.map(({ measuredOn, value }) => ({
		measuredOn,
		value,
		x: round(size.inset + (daysBetween(first, measuredOn) / days) * (size.width - 2 * size.inset)),
		y: yOf(value),
	}));
	return { points, line: points.map(({ x, y }) => `${x},${y}`).join(' '), targetY: yOf(indicator.target) };
};
