/**
 * `npm run bench -- search CORPUS [made]`: how fast and how well what is looked for is found, over the documents and articles
 * of the corpus and over `made` more made from them (200,000 unless told), beside three other engines on the same items in
 * the same run. MiniSearch keeps everything in memory: it runs over the corpus alone, unless ENGINES=all asks for it with
 * the made ones too (NODE_OPTIONS=--max-old-space-size=12000); what it can't take in is told.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedAbbreviations } from '#lib/features/search/domain/abbreviations.ts';
import { parseQuery } from '#lib/features/search/domain/query.ts';
import { findPassages } from '#lib/features/search/find.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Question, withMade } from './search-answers.ts';
import { corpusItems, generatedItems, type Item } from './search-data.ts';
import { type Engine, miniSearch, Overfull, plainPostgres, sqlite } from './search-engines.ts';
import { type Loaded, loadItems } from './search-load.ts';
import { type Measured, measure, measureOther, shown } from './search-measure.ts';

const OWN = 'Thực Tiễn';
const TODAY = '2026-11-23';

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
		const asked = { questions, short, cluster: loaded.cluster };
		const rows = [await measure(ownSearch(loaded, loaded.actor, OWN), asked)];
		rows.push(await measure(ownSearch(loaded, loaded.reader, 'Thực Tiễn, a member who may read 1 %'), asked));
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
				rows.push(await measureOther(engine, asked));
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
