import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

type Tokens = Record<string, string>;

const blocks = (selector: string): Tokens[] =>
	[...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
		.filter(([, head = '']) => head.replace(/\/\*[\s\S]*?\*\//g, '').trim() === selector)
		.map(([, , body = '']) =>
			Object.fromEntries(
				[...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
			),
		);

const light = blocks(':root')[0] ?? {};
const dark = blocks(":root[data-theme='dark']")[0] ?? {};
const highest = blocks(":root[data-theme='contrast']")[0] ?? {};
const followed = blocks(":root[data-theme='auto']")[0] ?? {};

const luminance = (hex: string): number => {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
	const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (bright + 0.05) / (dim + 0.05);
};

const grounds = ['--paper', '--sheet', '--well', '--float'];
const meanings = ['done', 'soon', 'late', 'honoured'];

const demands: [fore: string, grounds: string[], least: number][] = [
	['--ink', grounds, 12],
	['--ink-soft', grounds, 7],
	['--ink-faint', grounds, 4.5],
	['--line-strong', grounds, 3],
	['--focus', grounds, 7],
	['--accent', ['--paper', '--sheet', '--well'], 3],
	['--accent-ink', [...grounds, '--accent-wash'], 4.5],
	['--on-accent', ['--accent', '--accent-strong'], 4.5],
	...meanings.flatMap((meaning): [string, string[], number][] => [
		[`--${meaning}-ink`, [...grounds, `--${meaning}-wash`], 4.5],
		[`--${meaning}`, ['--paper', '--sheet', `--${meaning}-wash`], 3],
		['--ink', [`--${meaning}-wash`], 7],
	]),
];

describe.each([
	['light', light],
	['dark', { ...light, ...dark }],
	['contrast', { ...light, ...highest }],
])('the %s theme', (_, theme) => {
	it.each(demands)('%s can be read on %s (at least %d : 1)', (fore, on, least) => {
		for (const ground of on) {
			expect(contrast(theme[fore] ?? '', theme[ground] ?? ''), `${fore} on ${ground}`).toBeGreaterThanOrEqual(
				least,
			);
		}
	});
});

it('whoever follows the device gets the same dark theme', () => {
	expect(Object.keys(dark).length).toBeGreaterThan(20);
	expect(followed).toEqual(dark);
});
