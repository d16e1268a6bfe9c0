/**
 * The same papers in the index of Dolos (`@dodona/dolos-core`, which is what `@dodona/dolos-lib` compares with; that one
 * itself needs tree-sitter, whose module for Linux asks for a newer C++ library than Debian 12 has). It keeps everything in
 * memory. It gets words as tokens, four to a run and six runs to a window as here; its own letters would be six times as many.
 */
import { File, FingerprintIndex, Region, TokenizedFile } from '@dodona/dolos-core';
import type { Chain } from './similarity-crowd.ts';

const MOST_MEGABYTES = Number(process.env.DOLOS_MEGABYTES ?? 3_000);
const MOST_MS = Number(process.env.DOLOS_MS ?? 90_000);
const BATCH = 250;

const fileOf = (name: string, text: string): TokenizedFile => {
	const tokens = text.toLowerCase().split(' ');
	return new TokenizedFile(
		new File(name, text),
		tokens,
		tokens.map((_, at) => new Region(0, at, 0, at + 1)),
	);
};

/** Fills the index until memory or time is used up or `count` papers are in, then asks it one more paper. */
export const tellDolos = (chain: Chain, count: number, asked: readonly string[]): string => {
	const before = process.memoryUsage().rss;
	const megabytes = (): number => Math.round((process.memoryUsage().rss - before) / 2 ** 20);
	const index = new FingerprintIndex(4, 6);
	const from = performance.now();
	let filled = 0;
	while (filled < count && megabytes() < MOST_MEGABYTES && performance.now() - from < MOST_MS) {
		const files: TokenizedFile[] = [];
		for (let at = 0; at < BATCH; at++) files.push(fileOf(`${filled + at}`, chain(filled + at + 1, 800).text));
		index.addFiles(files);
		filled += BATCH;
	}
	const seconds = Math.round((performance.now() - from) / 1_000);
	const adding: number[] = [];
	const asking: number[] = [];
	for (const [nth, text] of asked.entries()) {
		const file = fileOf(`asked-${nth}`, text);
		const began = performance.now();
		index.addFiles([file]);
		const added = performance.now();
		const entry = index.entries().find((known) => known.file === file);
		const likely = new Map<TokenizedFile, number>();
		for (const shared of entry?.shared ?? [])
			for (const other of shared.files()) likely.set(other, (likely.get(other) ?? 0) + 1);
		likely.delete(file);
		const best = [...likely].sort((one, other) => other[1] - one[1]).slice(0, 20);
		for (const [other] of best) index.getPair(file, other).buildFragments();
		adding.push(added - began);
		asking.push(performance.now() - added);
	}
	const middle = (times: number[]): string =>
		(times.sort((one, other) => one - other)[times.length >> 1] ?? 0).toFixed(1);
	return `Dolos: ${filled} papers in ${seconds} s and ${megabytes()} MB of memory; adding one p50 ${middle(adding)} ms, its 20 likeliest p50 ${middle(asking)} ms`;
};
