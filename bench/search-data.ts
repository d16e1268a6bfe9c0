import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseClauses } from '#lib/features/library/domain/clauses.ts';
import { recognise } from '#lib/features/library/domain/recognise.ts';
import type { IndexedClause } from '#lib/features/search/domain/passages.ts';
import { cleanText, foldSpaces } from '#lib/text/clean.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { seededRandom } from '../seed/random.ts';

/** A document or an article of the corpus, or one made from them, as every engine gets it. */
export type Item = {
	id: string;
	/** The document of which an article is a part. */
	of: string | null;
	typeName: string;
	number: string | null;
	issuer: string | null;
	day: string;
	title: string;
	text: string;
	/** Places in the list of sentences from which a generated item was made. */
	madeOf: readonly number[];
};

type Row = { id: string; text: string; doc?: string; head?: string };

const rowsOf = (folder: string, name: string): Row[] =>
	gunzipSync(readFileSync(join(folder, `${name}.jsonl.gz`)))
		.toString('utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Row);

export const paragraphsOf = (text: string): Paragraph[] =>
	cleanText(text)
		.split(/\n/)
		.map((line) => ({ text: foldSpaces(line) }))
		.filter((paragraph) => paragraph.text !== '');

/** The 656 documents and 4,000 articles of the corpus. */
export const corpusItems = (folder: string): Item[] => {
	const documents = rowsOf(folder, 'documents').map(({ id, text }): Item => {
		const paragraphs = paragraphsOf(text);
		const head = recognise(paragraphs.slice(0, 120));
		return {
			id,
			of: null,
			typeName: head.type.value ?? 'Văn bản',
			number: head.number.value,
			issuer: head.issuer.value,
			day: head.date.value ?? '2020-01-01',
			title: head.title.value ?? paragraphs[0]?.text ?? id,
			text: paragraphs.map((paragraph) => paragraph.text).join('\n'),
			madeOf: [],
		};
	});
	const byId = new Map(documents.map((item) => [item.id, item]));
	const articles = rowsOf(folder, 'articles').map(
		({ id, doc = '', head = '', text }): Item => ({
			id,
			of: doc,
			typeName: 'Văn bản',
			number: null,
			issuer: byId.get(doc)?.issuer ?? null,
			day: byId.get(doc)?.day ?? '2020-01-01',
			title: foldSpaces(cleanText(head)),
			text: paragraphsOf(text)
				.map((paragraph) => paragraph.text)
				.join('\n'),
			madeOf: [],
		}),
	);
	return [...documents, ...articles];
};

/** The clauses of an item, as filing would make them. */
export const clausesOfItem = (item: Item): IndexedClause[] => {
	const paragraphs = item.text.split('\n').map((text) => ({ text }));
	// A made item has no outline: each sentence is a clause.
	if (item.madeOf.length > 0)
		return paragraphs.map(({ text }, ordinal) => ({
			ordinal,
			label: '',
			heading: null,
			text,
			isSection: false,
		}));
	return parseClauses(paragraphs).map(({ label, heading, text, isSection }, ordinal) => ({
		ordinal,
		label,
		heading,
		text,
		isSection,
	}));
};

const sentencesOf = (items: readonly Item[]): string[] =>
	items
		.filter(({ of }) => of !== null)
		.flatMap(({ text }) => text.split(/\n|(?<=[.;:])\s/))
		.map((sentence) => sentence.trim())
		.filter((sentence) => sentence.length >= 50 && sentence.length <= 600);

const provinces = [
	'Sông Lam',
	'Bắc Sơn',
	'Nam Hải',
	'Đông Triều',
	'Tây Nguyên',
	'Phú Lương',
	'Vĩnh Thạnh',
	'An Khê',
	'Hòa Vang',
	'Lộc Ninh',
];
const issuers = [
	'Bộ Nội vụ',
	'Bộ Tài chính',
	'Chính phủ',
	'Bộ Y tế',
	'Bộ Công Thương',
	'Ủy ban nhân dân tỉnh',
];
const types: readonly [string, string][] = [
	['Thông tư', 'TT'],
	['Nghị định', 'NĐ'],
	['Quyết định', 'QĐ'],
	['Nghị quyết', 'NQ'],
	['Kế hoạch', 'KH'],
	['Chỉ thị', 'CT'],
];

/**
 * Items made from the corpus: the heading of an article with other numbers, and six to twelve sentences from anywhere
 * with other numbers and names. The same seed gives the same items.
 */
export function* generatedItems(corpus: readonly Item[], count: number): Generator<Item> {
	const { next: random, pick } = seededRandom(2026);
	const articles = corpus.filter(({ of }) => of !== null);
	const sentences = sentencesOf(corpus);
	const changed = (text: string): string =>
		text
			.replace(/\d{1,4}/g, (digits) =>
				random() < 0.7 ? String(1 + Math.floor(random() * 10 ** digits.length)) : digits,
			)
			.replace(/(?<=(?:tỉnh|thành phố|huyện) )\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?/gu, () => pick(provinces));
	for (let nth = 0; nth < count; nth++) {
		const [typeName, sign] = pick(types);
		const year = 2000 + Math.floor(random() ** 0.5 * 27);
		const madeOf = Array.from({ length: 6 + Math.floor(random() * 7) }, () =>
			Math.floor(random() * sentences.length),
		);
		yield {
			id: `made-${nth}`,
			of: null,
			typeName,
			number: `${1 + Math.floor(random() * 400)}/${year}/${sign}-${pick(['BNV', 'BTC', 'CP', 'BYT', 'BCT', 'UBND'])}`,
			issuer: pick(issuers),
			day: `${year}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
			title: changed(pick(articles).title).replace(/^Điều \d+\.?\s*/, ''),
			text: madeOf.map((at) => changed(sentences[at] ?? '')).join('\n'),
			madeOf,
		};
	}
}
