/**
 * `npm run bench -- similarity CORPUS [COUNT] [SEED]`: how well signs of copying are found in 2,000 papers with planted
 * copying of eight kinds (similarity-papers.ts). A marked passage is right when most of it was planted between those two
 * papers; a planted one is found when most of it is marked. The same again in characters, on both sides. Quotations of
 * documents and the form's own words are alarms when half of one is marked.
 */
import { loadavg } from 'node:os';
import { compareSet } from '#lib/text/likeness/compare-set.ts';
import { kinds, makePapers, type Planted } from './similarity-papers.ts';

type Range = [number, number];
type Sums = {
	marked: number;
	right: number;
	planted: number;
	found: number;
	markedPassages: number;
	rightPassages: number;
	plantedPassages: number;
	foundPassages: number;
};

const none = (): Sums => ({
	marked: 0,
	right: 0,
	planted: 0,
	found: 0,
	markedPassages: 0,
	rightPassages: 0,
	plantedPassages: 0,
	foundPassages: 0,
});
/** How many units of a range others cover. */
const covered = ([start, end]: Range, others: readonly Range[]): number => {
	const marked = new Uint8Array(Math.max(0, end - start));
	for (const [from, to] of others)
		marked.fill(1, Math.max(0, from - start), Math.max(0, Math.min(end, to) - start));
	return marked.reduce((sum, unit) => sum + unit, 0);
};
const percent = (part: number, whole: number): string =>
	whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

export const main = async ([corpus = '', count = '2000', seed = '7']: string[]): Promise<void> => {
	if (!corpus) throw new Error('npm run bench -- similarity CORPUS [COUNT] [SEED]');
	const set = makePapers(corpus, Number(count), Number(seed));
	const lengths = set.papers.map((paper) => paper.split(/\s+/).length);
	console.log(
		`${set.papers.length} papers of ${Math.min(...lengths)} to ${Math.max(...lengths)} words, ${set.planted.length} passages planted, ${set.sources.length} documents set aside; seed ${seed}`,
	);
	const plantedOf = new Map<string, Planted[]>();
	for (const planted of set.planted) {
		const key = `${planted.source}-${planted.paper}`;
		plantedOf.set(key, [...(plantedOf.get(key) ?? []), planted]);
	}
	const sums = new Map<string, Sums>([...kinds, 'nothing planted'].map((kind) => [kind, none()]));
	const marksOf: Range[][] = set.papers.map(() => []);
	const from = performance.now();
	const seen = new Set<string>();
	const examples: string[] = [];
	const judge = (key: string, passages: readonly { a: Range; b: Range }[]): void => {
		const planted = plantedOf.get(key) ?? [];
		const sum = sums.get(planted[0]?.kind ?? 'nothing planted') ?? none();
		const own = planted.map(({ own: range }) => range);
		const theirs = planted.map(({ theirs: range }) => range);
		for (const { a, b } of passages) {
			const right = covered(b, own) + covered(a, theirs);
			const all = b[1] - b[0] + a[1] - a[0];
			sum.marked += all;
			sum.right += right;
			sum.markedPassages += 1;
			if (right > all / 2) sum.rightPassages += 1;
			else examples.push(`${key}: ${JSON.stringify(set.papers[Number(key.split('-')[1])]?.slice(...b))}`);
		}
		for (const one of planted) {
			const all = one.own[1] - one.own[0] + one.theirs[1] - one.theirs[0];
			const found =
				covered(
					one.own,
					passages.map(({ b }) => b),
				) +
				covered(
					one.theirs,
					passages.map(({ a }) => a),
				);
			sum.planted += all;
			sum.found += found;
			sum.plantedPassages += 1;
			if (found < all * 0.9)
				examples.push(
					`missed ${one.kind} ${key}: ${JSON.stringify(set.papers[one.paper]?.slice(...one.own))} HAS ${JSON.stringify(passages.map(({ b }) => set.papers[one.paper]?.slice(...b)))}`,
				);
			if (found > all / 2) sum.foundPassages += 1;
		}
	};
	for (const { a, b, passages } of compareSet(set.papers, set.sources)) {
		seen.add(`${a}-${b}`);
		judge(`${a}-${b}`, passages);
		for (const passage of passages) {
			marksOf[a]?.push(passage.a);
			marksOf[b]?.push(passage.b);
		}
	}
	const seconds = (performance.now() - from) / 1_000;
	for (const key of plantedOf.keys()) if (!seen.has(key)) judge(key, []);
	const all = none();
	for (const [kind, sum] of sums) {
		for (const key of Object.keys(all) as (keyof Sums)[]) all[key] += sum[key];
		console.log(
			`${kind}: passages ${percent(sum.rightPassages, sum.markedPassages)} right of ${sum.markedPassages}, ${percent(sum.foundPassages, sum.plantedPassages)} found of ${sum.plantedPassages}; characters ${percent(sum.right, sum.marked)} right, ${percent(sum.found, sum.planted)} found`,
		);
	}
	console.log(
		`overall: passages precision ${percent(all.rightPassages, all.markedPassages)}, recall ${percent(all.foundPassages, all.plantedPassages)}; characters precision ${percent(all.right, all.marked)}, recall ${percent(all.found, all.planted)}`,
	);
	let quotations = 0;
	let alarms = 0;
	set.quoted.forEach((ranges, paper) => {
		for (const range of ranges) {
			quotations += 1;
			if (covered(range, marksOf[paper] ?? []) > (range[1] - range[0]) / 2) alarms += 1;
		}
	});
	console.log(`quotations and form: ${alarms} alarms of ${quotations} (${percent(alarms, quotations)})`);
	console.log(
		`${seconds.toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB; load ${loadavg()[0]?.toFixed(1)}`,
	);
	if (process.env.EXAMPLES) console.log(examples.slice(0, 40).join('\n'));
};
