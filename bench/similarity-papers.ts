/**
 * Papers made from the corpus with planted copying of eight kinds, and where it was planted. Bodies are articles of
 * official documents and the reflection and answer texts, each used once and none like another (told by plain runs of
 * five words, not by what is measured). Every paper bears the same form; many quote a document, some without marks.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { seededRandom } from '../seed/random.ts';

export const kinds = [
	'verbatim',
	'marks dropped',
	'tone moved',
	'10 % replaced',
	'30 % replaced',
	'sentences shuffled',
	'two sources mixed',
	'partial 25 %',
] as const;
export type Kind = (typeof kinds)[number];
type Range = [number, number];
/** Copied from `source` into `paper`: ranges of UTF-16 units in both. */
export type Planted = { kind: Kind; paper: number; source: number; own: Range; theirs: Range };
export type PaperSet = { papers: string[]; planted: Planted[]; quoted: Range[][]; sources: string[] };

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Sentences of some length; lines that a page broke are joined. */
const sentencesOf = (text: string): string[] =>
	(
		text
			.normalize('NFC')
			.replace(/\s+/g, ' ')
			.match(/[^.;!?]+[.;!?]*/g) ?? []
	)
		.map((sentence) => sentence.trim())
		.filter((sentence) => {
			const own = words(sentence);
			const strange =
				own.filter((word) => /\d/.test(word)).length +
				(sentence.match(/[^\p{L}\p{M}\p{N}\s,.]/gu)?.length ?? 0);
			return own.length >= 8 && own.length <= 70 && strange <= own.length / 6;
		});

/**
 * Blocks of sentences that stood together. None has eleven words in a row, or a quarter of its runs of five words, from one
 * before: laws repeat themselves a great deal, and that is no copying that was planted.
 */
const blocksOf = (texts: readonly string[], random: () => number): string[][] => {
	const seen = new Set<string>();
	const blocks: string[][] = [];
	for (const text of texts) {
		const sentences = sentencesOf(text).filter((sentence) => {
			const own = words(sentence);
			const runs = own.slice(4).map((_, at) => own.slice(at, at + 5).join(' '));
			let known = 0;
			let together = 0;
			let longest = 0;
			for (const run of runs) {
				together = seen.has(run) ? together + 1 : 0;
				known += seen.has(run) ? 1 : 0;
				longest = Math.max(longest, together);
			}
			if (known > runs.length / 4 || longest > 6) return false;
			for (const run of runs) seen.add(run);
			return true;
		});
		for (let at = 0; at + 3 <= sentences.length; ) {
			const size = 3 + Math.floor(random() * 4);
			blocks.push(sentences.slice(at, at + size));
			at += size;
		}
	}
	return blocks;
};

const dropMarks = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.replace(/đ/g, 'd')
		.replace(/Đ/g, 'D');

/** Puts the tone on another vowel of the syllable: hòa → hoà, toán → tóan, thuở → thủơ. */
const moveTone = (text: string): string =>
	text
		.normalize('NFD')
		.replace(
			/([aeiouy][\u0302\u0306\u031b]?)([aeiouy][\u0302\u0306\u031b]?)([\u0300\u0301\u0303\u0309\u0323])/giu,
			'$1|$3$2',
		)
		.replace(
			/([aeiouy][\u0302\u0306\u031b]?)([\u0300\u0301\u0303\u0309\u0323])([aeiouy][\u0302\u0306\u031b]?)/giu,
			'$1$3$2',
		)
		.replace(/\|/g, '')
		.normalize('NFC');

const template = [
	'ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG BỘ KHU VỰC CẢNG SÔNG CẦU, CHI BỘ TRẠM QUAN TRẮC\nBÀI THU HOẠCH CÁ NHÂN\n1. Đồng chí hãy nêu những điểm mới mà đồng chí tâm đắc nhất sau khi học chuyên đề của quý này và vì sao:\n',
	'\n2. Theo đồng chí, trạm ta nên bắt đầu từ việc nào trước để nội dung ấy đi vào công việc hằng ngày:\n',
	'\n3. Đồng chí tự nhận ba việc sẽ làm, ghi rõ ngày xong và người cùng làm:\n',
];

export const makePapers = (corpus: string, count: number, seed: number): PaperSet => {
	const { next: random, pick } = seededRandom(seed);
	const shuffled = <T>(list: readonly T[]): T[] =>
		list
			.map((one) => ({ one, order: random() }))
			.sort((a, b) => a.order - b.order)
			.map(({ one }) => one);
	const folder = join(corpus, 'baithuhoach');
	const natural = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
	const documents = shuffled(
		gunzipSync(readFileSync(join(corpus, 'load/documents.jsonl.gz')))
			.toString()
			.trim()
			.split('\n')
			.map((line) => (JSON.parse(line) as { text: string }).text),
	);
	const sources = documents.slice(0, 20).map((text) => text.slice(0, 60_000).normalize('NFC'));
	const blocks = blocksOf([...sources, ...natural, ...documents.slice(20)], random);
	const fromSources = blocksOf(sources, random).flat();
	const known = new Set(fromSources);
	const own = shuffled(blocks.filter((block) => !block.some((sentence) => known.has(sentence))));
	const vocabulary = own.slice(0, 3_000).flat().flatMap(words);
	const replace = (text: string, share: number): string =>
		text
			.split(' ')
			.map((word) => {
				if (random() >= share) return word;
				const kind = random();
				return kind < 0.8 ? pick(vocabulary) : kind < 0.9 ? `${word} ${pick(vocabulary)}` : '';
			})
			.filter(Boolean)
			.join(' ');
	let nextBlock = 0;
	const take = (): string[] => {
		const block = own[nextBlock++];
		if (!block) throw new Error(`the corpus has blocks for ${nextBlock} only`);
		return block;
	};

	const set: PaperSet = { papers: [], planted: [], quoted: [], sources };
	type Piece = { text: string; from?: { source: number; theirs: Range; kind: Kind }; isQuoted?: boolean };
	const write = (pieces: readonly Piece[]): void => {
		const paper = set.papers.length;
		let text = '';
		const quoted: Range[] = [];
		const add = (piece: Piece): void => {
			const start = text.length;
			text += piece.text;
			if (piece.from)
				set.planted.push({
					kind: piece.from.kind,
					paper,
					source: piece.from.source,
					own: [start, text.length],
					theirs: piece.from.theirs,
				});
			if (piece.isQuoted) quoted.push([start, text.length]);
			text += ' ';
		};
		const middle = Math.ceil(pieces.length / 2);
		add({ text: template[0] ?? '', isQuoted: true });
		pieces.slice(0, middle).forEach(add);
		add({ text: template[1] ?? '', isQuoted: true });
		pieces.slice(middle).forEach(add);
		add({ text: template[2] ?? '', isQuoted: true });
		set.papers.push(text.normalize('NFC'));
		set.quoted.push(quoted);
	};
	const quotation = (): Piece[] => {
		const kind = random();
		if (kind < 0.5) return [];
		const sentence = pick(fromSources);
		return [{ text: kind < 0.75 ? `“${sentence}”` : sentence, isQuoted: true }];
	};
	const body = (blockCount: number): Piece[] =>
		Array.from({ length: blockCount }, () => ({ text: take().join(' ') }));

	/** Each is copied from once: two papers that copied the same passage are alike too. */
	const originals = Math.ceil(count * 0.55);
	const copied = shuffled(Array.from({ length: originals }, (_, at) => at));
	const nextSource = (): number => copied.pop() ?? 0;
	for (let at = 0; at < originals; at++) write([...body(3), ...quotation()]);
	/** Sentences of an original that stand together, with where they stand. */
	const lift = (source: number, most: number): { text: string; theirs: Range }[] => {
		const text = set.papers[source] ?? '';
		const isQuoted = ([start, end]: Range): boolean =>
			(set.quoted[source] ?? []).some(([from, to]) => start < to && end > from);
		// What stands between two parts of the form; the longer of the two.
		const parts = (set.quoted[source] ?? []).map(
			([, end], at, all): Range => [end, all[at + 1]?.[0] ?? text.length],
		);
		const [start, end] = parts.sort((one, other) => other[1] - other[0] - (one[1] - one[0]))[0] ?? [0, 0];
		const spans = [...text.slice(start, end).matchAll(/[^.;!?\n]+[.;!?]+/g)]
			.map((found) => {
				const from = start + found.index + found[0].length - found[0].trimStart().length;
				const to = start + found.index + found[0].length;
				return { text: text.slice(from, to), theirs: [from, to] as Range };
			})
			.filter((one) => words(one.text).length >= 8 && !isQuoted(one.theirs));
		const from = Math.floor(random() * Math.max(1, spans.length - most + 1));
		return spans.slice(from, from + most);
	};
	for (let at = originals; at < count; at++) {
		const kind = kinds[at % kinds.length] as Kind;
		const source = nextSource();
		const changed = (text: string): string =>
			kind === 'marks dropped'
				? dropMarks(text)
				: kind === 'tone moved'
					? moveTone(text)
					: kind === '10 % replaced'
						? replace(text, 0.1)
						: kind === '30 % replaced'
							? replace(text, 0.3)
							: text;
		let planted: Piece[] = [];
		if (kind === 'sentences shuffled' || kind === 'two sources mixed') {
			const two = kind === 'two sources mixed' ? nextSource() : source;
			const lifted = kind === 'sentences shuffled' ? lift(source, 6).map((one) => ({ ...one, source })) : [];
			if (kind === 'two sources mixed') {
				const [first, second] = [lift(source, 4), lift(two, 4)];
				first.forEach((one, nth) => {
					lifted.push({ ...one, source });
					const other = second[nth];
					if (other) lifted.push({ ...other, source: two });
				});
			}
			const ordered = kind === 'sentences shuffled' ? shuffled(lifted) : lifted;
			planted = ordered.map(({ text, theirs, source: of }) => ({ text, from: { source: of, theirs, kind } }));
		} else {
			const lifted = lift(source, kind === 'partial 25 %' ? 3 : 6);
			const theirs: Range = [lifted[0]?.theirs[0] ?? 0, lifted.at(-1)?.theirs[1] ?? 0];
			const original = (set.papers[source] ?? '').slice(...theirs);
			planted = [{ text: changed(original), from: { source, theirs, kind } }];
		}
		write([...body(kind === 'partial 25 %' ? 2 : 1), ...planted, ...body(1), ...quotation()]);
	}
	return set;
};
