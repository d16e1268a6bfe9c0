/**
 * Makes bench/search-queries.jsonl from the corpus: `node bench/make-search-queries.ts CORPUS [SEED FILE]`. Each question has the ids
 * of all items that answer it, worked out by looking through the texts, not by any of the engines. The same corpus gives
 * the same questions. Half of them are typed without marks; a quarter bear an abbreviation or a number.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedAbbreviations } from '#lib/features/search/domain/abbreviations.ts';
import { withoutMarks } from '#lib/text/fold.ts';
import { wordsOf } from '#lib/text/search-tokens.ts';
import { seededRandom } from '../seed/random.ts';
import { corpusItems, type Item } from './search-data.ts';

/** `needs`: phrases that an answer has, one of each list; by these a made item can be judged. */
type Question = { kind: string; text: string; answers: string[]; needs: string[][] };

/** Another seed gives other questions, to look at where the first ones were in view while the ranking was chosen. */
const random = seededRandom(Number(process.argv[3] ?? 57));
const corpus = corpusItems(join(process.argv[2] ?? '', 'load'));
/** Every item as one line of words, so that a phrase is found by looking. */
const lines = new Map(
	corpus.map((item) => [
		item.id,
		` ${wordsOf(`${item.typeName} ${item.number ?? ''} ${item.title}\n${item.text}`).join(' ')} `,
	]),
);
const wordSets = new Map(
	corpus.map((item) => [item.id, new Set((lines.get(item.id) ?? '').trim().split(' '))]),
);
const articles = corpus.filter(({ of }) => of !== null);
const documents = corpus.filter(({ of }) => of === null);

const withPhrase = (words: readonly string[]): string[] => {
	const phrase = ` ${words.join(' ')} `;
	return corpus.filter(({ id }) => lines.get(id)?.includes(phrase)).map(({ id }) => id);
};
const frequency = new Map<string, number>();
for (const set of wordSets.values())
	for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1);
const commonness = (word: string): number => frequency.get(word) ?? 0;

const pairFrequency = new Map<string, number>();
for (const line of lines.values()) {
	const words = line.trim().split(' ');
	for (const pair of new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`)))
		pairFrequency.set(pair, (pairFrequency.get(pair) ?? 0) + 1);
}
/** Do two syllables make a word ("bảo hiểm") or do they only meet ("hiểm y")? */
const isWord = (one: string, other: string): boolean =>
	(pairFrequency.get(`${one} ${other}`) ?? 0) > 0.35 * Math.min(commonness(one), commonness(other));

/** The words as they stand in the text, with capitals and punctuation gone but marks as typed. */
const plainWords = (text: string): string[] => text.match(/[\p{L}\p{M}]+|\d+/gu) ?? [];

const pieceOf = (item: Item, length: number): string[] | null => {
	const sentences = item.text
		.split(/[\n.;:,()“”"]/)
		.map(plainWords)
		.filter((words) => words.length >= length + 2);
	if (sentences.length === 0) return null;
	const words = random.pick(sentences);
	const at = random.below(words.length - length + 1);
	return words.slice(at, at + length);
};

const questions: Question[] = [];
const seen = new Set<string>();
const add = (kind: string, words: string[], answers: string[], needs: string[][], most = 6): boolean => {
	const text = words.join(' ').toLowerCase();
	if (answers.length === 0 || answers.length > most || seen.has(text)) return false;
	seen.add(text);
	questions.push({ kind, text, answers: answers.sort(), needs });
	return true;
};
const fill = (count: number, attempt: () => boolean): void => {
	for (let got = 0, tries = 0; got < count && tries < 4_000; tries++) if (attempt()) got += 1;
};

// A run of words out of the middle of a text, as one remembers a wording.
fill(40, () => {
	const words = pieceOf(random.pick(articles), 5 + random.below(4));
	if (words === null) return false;
	const phrase = words.map((word) => wordsOf(word)[0] ?? '');
	return add('wording', words, withPhrase(phrase), [[phrase.join(' ')]]);
});

// What a text is about: pairs of words from different places of it, in another order, the common words left out.
fill(50, () => {
	const item = random.pick(articles);
	const words = item.text.split(/[\n.;:,()“”"]/).flatMap((piece) => {
		const plain = plainWords(piece);
		return plain.slice(1).map((word, at): [string, string] => [plain[at] ?? '', word]);
	});
	const real = words.filter((pair) => {
		const [one = '', other = ''] = pair.map((word) => wordsOf(word)[0] ?? '');
		return isWord(one, other) && !/\d/.test(one + other) && commonness(one) < corpus.length * 0.5;
	});
	if (real.length < 12) return false;
	const pairs = [random.pick(real), random.pick(real), random.pick(real)];
	if (new Set(pairs.flat().map((word) => wordsOf(word)[0])).size < 6) return false;
	const answers = corpus
		.filter(({ id }) =>
			pairs.every((pair) => lines.get(id)?.includes(` ${pair.map((word) => wordsOf(word)[0]).join(' ')} `)),
		)
		.map(({ id }) => id);
	const needs = pairs.map((pair) => [pair.map((word) => wordsOf(word)[0] ?? '').join(' ')]);
	return add('topic', pairs.flat(), answers, needs);
});

// A title half remembered: every third word gone.
fill(35, () => {
	const item = random.pick(documents);
	const words = plainWords(item.title).slice(0, 16);
	// Where no title was recognised, the first line stands for it: nobody remembers that.
	if (words.length < 7 || /^công báo/iu.test(item.title)) return false;
	const kept = words.filter((_word, at) => at % 3 !== 2);
	const told = kept.map((word) => wordsOf(word)[0] ?? '');
	const titles = documents.filter((other) => {
		const own = new Set(wordsOf(`${other.typeName} ${other.title}`));
		return told.every((word) => own.has(word));
	});
	return add(
		'title',
		kept,
		titles.map(({ id }) => id),
		told.map((word) => [word]),
		4,
	);
});

// A number in one of the ways in which people type it, of whoever bears it.
fill(26, () => {
	const item = random.pick(documents);
	if (!item.number || !/\d/.test(item.number)) return false;
	const key = wordsOf(item.number).join(' ');
	const answers = documents
		.filter(({ number }) => number && wordsOf(number).join(' ') === key)
		.map(({ id }) => id);
	const form = random.pick([
		item.number,
		item.number.replace(/[/-]/g, ' '),
		item.number.replace(/[/-]/g, ''),
		`${item.typeName} ${item.number.replace(/[^\p{L}\d]+/gu, ' ')}`,
		`${item.typeName} số ${item.number}`,
	]);
	// Glued together, digits run into one another where two numbers meet.
	if (form === item.number.replace(/[/-]/g, '') && /\d[/-]\d/.test(item.number)) return false;
	return add('number', [form], answers, [[key]]);
});

// A wording in which an abbreviation stands for the long form, or the other way round.
const long = shippedAbbreviations.filter(({ longWords }) => longWords.length >= 3);
fill(26, () => {
	const one = random.pick(long);
	const [from, to] = random.chance(0.6) ? [one.longWords, one.shortWords] : [one.shortWords, one.longWords];
	const item = random.pick(articles);
	const line = (lines.get(item.id) ?? '').trim().split(' ');
	const at = line.findIndex((_word, nth) => from.every((word, off) => line[nth + off] === word));
	if (at < 2 || at + from.length + 3 > line.length) return false;
	const before = line.slice(at - 2, at);
	const after = line.slice(at + from.length, at + from.length + 3);
	const answers = withPhrase([...before, ...from, ...after]);
	const both = [...answers, ...withPhrase([...before, ...to, ...after])];
	return add(
		'abbreviation',
		[...before, ...to, ...after],
		[...new Set(both)],
		[[[...before, ...from, ...after].join(' '), [...before, ...to, ...after].join(' ')]],
	);
});

const asked = questions.map((question, at) =>
	at % 2 === 0 ? question : { ...question, text: withoutMarks(question.text) },
);
writeFileSync(
	process.argv[4] ?? join(import.meta.dirname, 'search-queries.jsonl'),
	`${asked.map((question) => JSON.stringify(question)).join('\n')}\n`,
);
console.log(
	Object.entries(Object.groupBy(asked, ({ kind }) => kind))
		.map(([kind, list]) => `${kind} ${list?.length}`)
		.join(', '),
	asked.length,
);
