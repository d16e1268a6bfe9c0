/**
 * `npm run bench -- search CORPUS [made]`: how fast and how well what is looked for is found, over the documents and articles
 * of the corpus and over `made` more made from them (200,000 unless told), beside three other engines on the same items in
 * the same run. MiniSearch keeps everything in memory: it runs over the corpus alone, unless ENGINES=all asks for it with
 * the made ones too (NODE_OPTIONS=--max-old-space-size=12000); what it can't take in is told.
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { shippedAbbreviations } from '#lib/features/search/domain/abbreviations.ts';
import { parseQuery } from '#lib/features/search/domain/query.ts';
import { findPassages } from '#lib/features/search/find.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { wordsOf } from '#lib/text/search-tokens.ts';
import { seededRandom } from '../seed/random.ts';
import { serverSeconds } from './processor-time.ts';
import { corpusItems, generatedItems, type Item } from './search-data.ts';
import { type Engine, miniSearch, Overfull, plainPostgres, sqlite } from './search-engines.ts';
import { type Loaded, loadItems } from './search-load.ts';

type Question = { kind: string; text: string; answers: string[]; needs: string[][] };

const OWN = 'Thực Tiễn';
const TODAY = '2026-11-23';
/** How long another engine is asked questions, and how long queries. */
const OTHERS_MS = 45_000;

const gigabytes = (): string => `${(process.memoryUsage().rss / 2 ** 30).toFixed(1)} GB of memory`;

/** The product's own search, as the page asks it: one transaction, rights looked at, passages gathered into documents. */
const ownSearch = (loaded: Loaded, actor: Actor, name: string): Engine => {
	const itemOf = new Map([...loaded.idOf].map(([item, id]) => [id, item]));
	return {
		name,
		find: async (text) => {
			const found = await look({ db: loaded.db, actor }, (tx) =>
				findPassages(tx, actor.tenantId, parseQuery(text, shippedAbbreviations), {
					filters: {},
					today: TODAY,
					most: 100,
				}),
			);
			return [...new Set(found.passages.map(({ documentId }) => itemOf.get(documentId) ?? ''))].slice(0, 10);
		},
		close: async () => {},
	};
};

const percentile = (times: number[], share: number): number => {
	const sorted = [...times].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const shown = (ms: number): string => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));

const timesOf = async (engine: Engine, texts: readonly string[], rounds: number): Promise<number[]> => {
	const times: number[] = [];
	for (let round = 0; round < rounds; round++)
		for (const text of texts) {
			const from = performance.now();
			await engine.find(text);
			// The first round fills the caches and is not counted.
			if (round > 0) times.push(performance.now() - from);
		}
	return times;
};

/** Queries of one to six syllables out of the questions, and those that everything answers to. */
const shortQueries = (questions: readonly Question[]): string[] => {
	const texts = questions.flatMap(({ text }, at) => {
		const words = text.split(' ');
		return [words.slice(0, 1 + (at % 6)).join(' ')];
	});
	const common = [
		'của',
		'nghị quyết',
		'cua',
		'nghi quyet',
		'và',
		'các',
		'cơ quan nhà nước',
		'tổ chức thực hiện',
		'theo quy định của pháp luật',
		'co quan co tham quyen',
		'ủy ban nhân dân',
		'ubnd',
		'điều',
		'thong tu',
		'quy dinh chi tiet',
	];
	return [...texts, ...common];
};

type Measured = {
	name: string;
	found: Map<string, string[]>;
	p50: number;
	p95: number;
	worst: string;
	load: number;
	/** Milliseconds of processor time that a query took on average, of application and database together. */
	work: number;
};

const measure = async (
	engine: Engine,
	questions: readonly Question[],
	short: readonly string[],
	cluster: string,
): Promise<Measured> => {
	const found = new Map<string, string[]>();
	for (const { text } of questions) found.set(text, await engine.find(text));
	const own = process.cpuUsage();
	const server = serverSeconds(cluster);
	const times = await timesOf(engine, short, 3);
	const used = process.cpuUsage(own);
	const spent = (used.user + used.system) / 1000 + (serverSeconds(cluster) - server) * 1000;
	const worst = times.indexOf(Math.max(...times));
	const measured = {
		name: engine.name,
		found,
		p50: percentile(times, 0.5),
		p95: percentile(times, 0.95),
		worst: `${shown(times[worst] ?? 0)} ms for “${short[worst % short.length]}”`,
		load: loadavg()[0] ?? 0,
		work: spent / (3 * short.length),
	};
	tell(measured);
	return measured;
};

/** Told as soon as it is known: an engine after it may take all memory with it. */
const tell = ({ name, p50, p95, found, load }: Measured): void =>
	console.log(
		`${name}: ${found.size} questions, p50 ${shown(p50)} ms, p95 ${shown(p95)} ms, load ${load.toFixed(1)}`,
	);

/** The same order at each run that mixes the kinds, so that those in front stand for all. */
const mixed = <T>(all: readonly T[]): T[] => {
	const { next: random } = seededRandom(2026);
	return all
		.map((one) => ({ one, at: random() }))
		.sort((one, other) => one.at - other.at)
		.map(({ one }) => one);
};

/**
 * Another engine, which may need seconds where ours needs milliseconds: as many of the questions and of the queries as it
 * answers in a given time, in mixed order; a query is asked twice and counted the second time.
 */
const measureOther = async (
	engine: Engine,
	questions: readonly Question[],
	short: readonly string[],
	cluster: string,
): Promise<Measured> => {
	const found = new Map<string, string[]>();
	const until = async <T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> => {
		const end = performance.now() + OTHERS_MS;
		for (const one of mixed(all)) {
			if (performance.now() > end) return;
			await act(one);
		}
	};
	await until(questions, async ({ text }) => {
		found.set(text, await engine.find(text));
	});
	const times: { text: string; ms: number }[] = [];
	const own = process.cpuUsage();
	const server = serverSeconds(cluster);
	await until(short, async (text) => {
		await engine.find(text);
		const from = performance.now();
		await engine.find(text);
		times.push({ text, ms: performance.now() - from });
	});
	const used = process.cpuUsage(own);
	const all = times.map(({ ms }) => ms);
	const worst = times.find(({ ms }) => ms === Math.max(...all));
	const measured = {
		name: engine.name,
		found,
		p50: percentile(all, 0.5),
		p95: percentile(all, 0.95),
		worst: `${shown(worst?.ms ?? 0)} ms for “${worst?.text}” (of ${times.length} queries)`,
		load: loadavg()[0] ?? 0,
		work: ((used.user + used.system) / 1000 + (serverSeconds(cluster) - server) * 1000) / (2 * times.length),
	};
	tell(measured);
	return measured;
};

const report = (title: string, rows: readonly Measured[], questions: readonly Question[]): void => {
	console.log(`\n## ${title}\n\n| engine | in the first ten | p50 ms | p95 ms |\n| --- | --- | --- | --- |`);
	const details: string[] = [];
	for (const { name, found, p50, p95, worst, load, work } of rows) {
		const isRight = ({ text, answers }: Question): boolean =>
			(found.get(text) ?? []).some((id) => answers.includes(id));
		const asked = questions.filter(({ text }) => found.has(text));
		const missed = asked.filter((question) => !isRight(question));
		const share = `${(100 - (100 * missed.length) / asked.length).toFixed(1)} %${asked.length < questions.length ? ` (of ${asked.length})` : ''}`;
		console.log(`| ${name} | ${name.includes('member') ? '–' : share} | ${shown(p50)} | ${shown(p95)} |`);
		const kinds = Object.entries(Object.groupBy(asked, ({ kind }) => kind)).map(
			([kind, all = []]) => `${kind} ${all.filter(isRight).length}/${all.length}`,
		);
		details.push(
			`${name}: ${kinds.join(', ')}; slowest ${worst}; ${shown(work)} ms of processor time a query; load of the machine ${load.toFixed(1)}`,
		);
		if (name === OWN) details.push(`not found: ${missed.map(({ text }) => text).join(' · ')}`);
	}
	console.log(details.join('\n'));
};

/** Does an item answer a question? By what it says: a made item may answer as well as the one that it was made from. */
const answersTo = ({ kind, needs }: Question, item: Item): boolean => {
	const said =
		kind === 'number'
			? wordsOf(item.number ?? '')
			: kind === 'title'
				? wordsOf(`${item.typeName} ${item.title}`)
				: wordsOf(`${item.typeName} ${item.number ?? ''} ${item.title}\n${item.text}`);
	const line = ` ${said.join(' ')} `;
	return needs.every((phrases) => phrases.some((phrase) => line.includes(` ${phrase} `)));
};

/** Adds to the right answers those made items among the given ones that answer a question. */
const withMade = (
	questions: readonly Question[],
	rows: readonly Measured[],
	made: Iterable<Item>,
): Question[] => {
	const byItem = new Map<string, Question[]>();
	for (const question of questions)
		for (const id of new Set(rows.flatMap(({ found }) => found.get(question.text) ?? [])))
			if (id.startsWith('made-')) byItem.set(id, [...(byItem.get(id) ?? []), question]);
	const right = new Map<string, string[]>();
	for (const item of made)
		for (const question of byItem.get(item.id) ?? [])
			if (answersTo(question, item)) right.set(question.text, [...(right.get(question.text) ?? []), item.id]);
	return questions.map((question) => ({
		...question,
		answers: [...question.answers, ...(right.get(question.text) ?? [])],
	}));
};

const over = async (
	title: string,
	items: () => Iterable<Item>,
	questions: readonly Question[],
	others: boolean,
	made: number,
): Promise<void> => {
	// KEPT=FOLDER keeps the filled databases there for the next run.
	const kept = process.env['KEPT'];
	const loaded = await loadItems(items(), kept ? `${kept}-${made}` : undefined);
	const sizes =
		await loaded.owner`select pg_size_pretty(pg_total_relation_size('search_passage')) as all, pg_size_pretty(pg_relation_size('search_passage_words')) as index,
		(select count(*) from search_passage) as rows, (select count(*) from search_term) as terms`;
	console.log(`${title}: filled in ${JSON.stringify(loaded.took)} s, ${JSON.stringify(sizes[0])}`);
	try {
		const short = shortQueries(questions);
		const rows = [await measure(ownSearch(loaded, loaded.actor, OWN), questions, short, loaded.cluster)];
		rows.push(
			await measure(
				ownSearch(loaded, loaded.reader, 'Thực Tiễn, a member who may read 1 %'),
				questions,
				short,
				loaded.cluster,
			),
		);
		const engines: (() => Promise<Engine>)[] = others
			? [
					() => plainPostgres(loaded.owner, items),
					async () => sqlite(items),
					...(made === 0 || process.env['ENGINES'] === 'all' ? [async () => miniSearch(items)] : []),
				]
			: [];
		for (const open of engines) {
			const from = performance.now();
			try {
				const engine = await open();
				console.log(
					`${engine.name}: filled in ${((performance.now() - from) / 1000).toFixed(0)} s, ${gigabytes()}`,
				);
				rows.push(await measureOther(engine, questions, short, loaded.cluster));
				await engine.close();
			} catch (error) {
				if (!(error instanceof Overfull)) throw error;
				console.log(`${error.message} (${((performance.now() - from) / 1000).toFixed(0)} s, ${gigabytes()})`);
			}
		}
		report(title, rows, made > 0 ? withMade(questions, rows, items()) : questions);
	} finally {
		await loaded.stop();
	}
};

export const main = async ([folder, count]: string[]): Promise<void> => {
	if (!folder) throw new Error('npm run bench -- search CORPUS [made]');
	const made = Number(count ?? 200_000);
	const corpus = corpusItems(join(folder, 'load'));
	// QUESTIONS=FILE asks others than those that lie here.
	const file = process.env['QUESTIONS'] ?? join(import.meta.dirname, 'search-queries.jsonl');
	const questions = readFileSync(file, 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Question);
	const others = process.env['ALONE'] !== '1';
	if (process.env['ONLY_MADE'] !== '1')
		await over(
			`${corpus.length.toLocaleString('en')} documents and articles`,
			() => corpus,
			questions,
			others,
			0,
		);
	if (made === 0) return;
	const all = function* (): Generator<Item> {
		yield* corpus;
		yield* generatedItems(corpus, made);
	};
	await over(`${(corpus.length + made).toLocaleString('en')} items`, all, questions, others, made);
};
