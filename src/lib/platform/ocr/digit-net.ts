/**
 * A small network that tells a figure written by hand from its picture: 28 × 28 grey values, two layers of 5 × 5
 * patches, each halved, two full layers. Eleven answers: the figures 0 to 9, and 10 for what is none.
 */
export const SIDE = 28;
const PATCH = 5;
const FIRST = 8;
const SECOND = 16;
const HIDDEN = 64;
export const ANSWERS = 11;
/** The answer that a picture shows no figure. */
export const NO_FIGURE = 10;

/** Sides of the pictures between the layers. */
const side = { one: SIDE - PATCH + 1, half: 12, two: 12 - PATCH + 1, quarter: 4 } as const;

/** The shapes of the layers' weights, in order. */
export const shapes = [
	FIRST * PATCH * PATCH,
	FIRST,
	SECOND * FIRST * PATCH * PATCH,
	SECOND,
	HIDDEN * SECOND * side.quarter * side.quarter,
	HIDDEN,
	ANSWERS * HIDDEN,
	ANSWERS,
] as const;

export type Weights = Float32Array[];

/** What each layer gave, kept because learning needs it. */
export type Layers = {
	one: Float32Array;
	oneHalf: Float32Array;
	oneFrom: Int32Array;
	two: Float32Array;
	twoHalf: Float32Array;
	twoFrom: Int32Array;
	hidden: Float32Array;
	answers: Float32Array;
};

export const newLayers = (): Layers => ({
	one: new Float32Array(FIRST * side.one * side.one),
	oneHalf: new Float32Array(FIRST * side.half * side.half),
	oneFrom: new Int32Array(FIRST * side.half * side.half),
	two: new Float32Array(SECOND * side.two * side.two),
	twoHalf: new Float32Array(SECOND * side.quarter * side.quarter),
	twoFrom: new Int32Array(SECOND * side.quarter * side.quarter),
	hidden: new Float32Array(HIDDEN),
	answers: new Float32Array(ANSWERS),
});

/** Patches over pictures of `from` × `from`, without negative values. */
const patches = (
	input: Float32Array,
	channels: number,
	from: number,
	weights: Float32Array,
	offsets: Float32Array,
	output: Float32Array,
): void => {
	const to = from - PATCH + 1;
	for (let out = 0; out < offsets.length; out++) {
		const base = out * to * to;
		output.fill(offsets[out] as number, base, base + to * to);
		for (let channel = 0; channel < channels; channel++)
			for (let dy = 0; dy < PATCH; dy++)
				for (let dx = 0; dx < PATCH; dx++) {
					const weight = weights[((out * channels + channel) * PATCH + dy) * PATCH + dx] as number;
					for (let y = 0; y < to; y++) {
						const source = (channel * from + y + dy) * from + dx;
						const target = base + y * to;
						for (let x = 0; x < to; x++)
							output[target + x] = (output[target + x] as number) + weight * (input[source + x] as number);
					}
				}
		for (let at = base; at < base + to * to; at++) if ((output[at] as number) < 0) output[at] = 0;
	}
};

/** Halves pictures: of four neighbours the greatest goes on; `origin` says which it was. */
const halve = (
	input: Float32Array,
	channels: number,
	from: number,
	output: Float32Array,
	origin: Int32Array,
): void => {
	const to = from / 2;
	for (let channel = 0; channel < channels; channel++)
		for (let y = 0; y < to; y++)
			for (let x = 0; x < to; x++) {
				let best = (channel * from + 2 * y) * from + 2 * x;
				for (const other of [best + 1, best + from, best + from + 1])
					if ((input[other] as number) > (input[best] as number)) best = other;
				const at = (channel * to + y) * to + x;
				output[at] = input[best] as number;
				origin[at] = best;
			}
};

const full = (
	input: Float32Array,
	weights: Float32Array,
	offsets: Float32Array,
	output: Float32Array,
): void => {
	for (let out = 0; out < offsets.length; out++) {
		let sum = offsets[out] as number;
		for (let at = 0; at < input.length; at++)
			sum += (weights[out * input.length + at] as number) * (input[at] as number);
		output[out] = sum;
	}
};

/** Runs a picture (0 paper to 1 ink) through the network; `layers.answers` then holds the share of each answer, 1 in all. */
export const think = (picture: Float32Array, weights: Weights, layers: Layers): void => {
	const [one, oneOffset, two, twoOffset, hidden, hiddenOffset, last, lastOffset] = weights as [
		Float32Array,
		Float32Array,
		Float32Array,
		Float32Array,
		Float32Array,
		Float32Array,
		Float32Array,
		Float32Array,
	];
	patches(picture, 1, SIDE, one, oneOffset, layers.one);
	halve(layers.one, FIRST, side.one, layers.oneHalf, layers.oneFrom);
	patches(layers.oneHalf, FIRST, side.half, two, twoOffset, layers.two);
	halve(layers.two, SECOND, side.two, layers.twoHalf, layers.twoFrom);
	full(layers.twoHalf, hidden, hiddenOffset, layers.hidden);
	for (let at = 0; at < HIDDEN; at++) if ((layers.hidden[at] as number) < 0) layers.hidden[at] = 0;
	full(layers.hidden, last, lastOffset, layers.answers);
	const most = Math.max(...layers.answers);
	let sum = 0;
	for (let at = 0; at < ANSWERS; at++) {
		layers.answers[at] = Math.exp((layers.answers[at] as number) - most);
		sum += layers.answers[at] as number;
	}
	for (let at = 0; at < ANSWERS; at++) layers.answers[at] = (layers.answers[at] as number) / sum;
};

/** Weights as they are kept: whole numbers of eight bits for each layer, and what one of them is worth. */
export type KeptWeights = { worth: number; values: string }[];

export const keepWeights = (weights: Weights): KeptWeights =>
	weights.map((layer) => {
		const worth = layer.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127;
		return {
			worth,
			values: Buffer.from(Int8Array.from(layer, (value) => Math.round(value / worth))).toString('base64'),
		};
	});

export const openWeights = (kept: KeptWeights): Weights =>
	kept.map(({ worth, values }) =>
		Float32Array.from(new Int8Array(Buffer.from(values, 'base64')), (value) => value * worth),
	);
