import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { blanksOf, type SpelledWord } from './blanks.ts';
import { type KeptWeights, openWeights } from './digit-net.ts';
import { readFigures } from './figures.ts';
import { filledIn } from './handwriting.ts';
import { type Crop, inkBelow } from './strokes.ts';

const nets = (
	JSON.parse(readFileSync(join(import.meta.dirname, 'digit-weights.json'), 'utf8')) as KeptWeights[]
).map(openWeights);

type Stroke = [number, number][];
/** Figures as a pen draws them, in a box of 10 × 16. */
const drawn: Record<string, Stroke[]> = {
	'1': [
		[
			[2, 5],
			[6, 0],
			[5, 16],
		],
	],
	'4': [
		[
			[5, 0],
			[1, 9],
			[9, 9],
		],
		[
			[7, 4],
			[6, 16],
		],
	],
	'7': [
		[
			[1, 1],
			[9, 1],
			[4, 16],
		],
		[
			[3, 8],
			[9, 8],
		],
	],
	'0': [
		[
			[5, 0],
			[1, 4],
			[1, 11],
			[5, 16],
			[9, 11],
			[9, 4],
			[5, 0],
		],
	],
};
const page = (figures: string, ink: string) => {
	const canvas = createCanvas(400, 120);
	const context = canvas.getContext('2d');
	context.fillStyle = 'white';
	context.fillRect(0, 0, 400, 120);
	context.strokeStyle = ink;
	context.lineWidth = 5;
	context.lineJoin = 'round';
	for (const [at, figure] of [...figures].entries())
		for (const stroke of drawn[figure] ?? []) {
			context.beginPath();
			for (const [place, [x, y]] of stroke.entries())
				place === 0
					? context.moveTo(120 + at * 40 + x * 2.6, 30 + y * 2.6)
					: context.lineTo(120 + at * 40 + x * 2.6, 30 + y * 2.6);
			context.stroke();
		}
	return canvas;
};
const cropOf = (canvas: ReturnType<typeof page>): Crop => ({
	pixels: canvas.getContext('2d').getImageData(110, 10, 200, 80).data,
	width: 200,
	height: 80,
});

const word = (text: string, x0: number, x1: number, confidence = 95, y0 = 30): SpelledWord => ({
	text,
	x0,
	x1,
	y0,
	y1: y0 + 42,
	confidence,
	letters: [...text].map((_, at) => ({
		x0: x0 + (at * (x1 - x0)) / text.length,
		x1: x0 + ((at + 1) * (x1 - x0)) / text.length,
	})),
});

test.each([
	['17', 'rgb(20, 20, 20)'],
	['04', 'rgb(20, 40, 190)'],
])('figures written by hand are read: %s in %s', (figures, ink) => {
	const read = readFigures(cropOf(page(figures, ink)), 42, nets);
	expect(read?.text).toBe(figures);
	expect(read?.sure).toBeGreaterThan(0.6);
});

test('what is no figure is left open', () => {
	const canvas = page('', 'black');
	const context = canvas.getContext('2d');
	context.strokeStyle = 'black';
	context.lineWidth = 4;
	context.beginPath();
	for (let x = 0; x < 160; x += 4) context.lineTo(120 + x, 50 + 24 * Math.sin(x / 6));
	context.stroke();
	const line = [word('Số:', 20, 100), word('Ê', 130, 190, 40), word('/KH-UBND', 300, 390)];
	expect(filledIn([line], canvas)[0]?.[1]?.text).toBe('...');
	expect(readFigures(cropOf(page('', 'black')), 42, nets)).toBeNull();
});

test('ink is parted from paper where the two lie apart', () => {
	const greys = new Uint8Array(100).fill(220);
	greys.fill(40, 0, 12);
	expect(inkBelow(greys)).toBeGreaterThanOrEqual(40);
	expect(inkBelow(greys)).toBeLessThan(220);
});

test('the blanks of a head are between its printed words; what was read as print is none', () => {
	const written = [
		[word('Số:', 20, 90), word('Ê5', 130, 190, 40), word('/HC-CNHC', 300, 390)],
		[
			word('Hà', 0, 30),
			word('Nội,', 40, 80),
			word('ngày9', 90, 190, 50),
			word('tháng', 300, 380),
			word('4', 400, 410, 96),
			word('năm', 430, 480),
			word('2026', 500, 560),
		],
	];
	expect(blanksOf(written).map(({ kind }) => kind)).toEqual(['number', 'day']);
	const printed = [[word('Số:', 20, 90), word('19/2026/NQ-CP', 100, 390)]];
	expect(blanksOf(printed)).toEqual([]);
});

test('a blank is filled with what was read, never surely; one that can not be read stands open', () => {
	const line = [word('Số:', 20, 100), word('Ê', 130, 190, 40), word('/KH-UBND', 300, 390)];
	const filled = filledIn([line], page('17', 'rgb(20, 40, 190)'))[0] ?? [];
	expect(filled.map(({ text }) => text)).toEqual(['Số:', '17', '/KH-UBND']);
	expect(filled[1]?.confidence).toBeLessThan(60);
	const open = filledIn([line], page('', 'black'))[0] ?? [];
	expect(open.map(({ text, confidence }) => [text, confidence])).toEqual([
		['Số:', 95],
		['...', 0],
		['/KH-UBND', 95],
	]);
});
