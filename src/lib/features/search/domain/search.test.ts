import { expect, test } from 'vitest';
import { foldWord } from '#lib/text/search-tokens.ts';
import { abbreviationsOf, shippedAbbreviations, standsIn } from './abbreviations.ts';
import { readAddress, writeAddress } from './address.ts';
import { completionPlan } from './completion.ts';
import { excerptOf, markAll } from './marking.ts';
import { distance, nearestTo } from './nearest.ts';
import { passagesOf } from './passages.ts';
import { planOf } from './plan.ts';
import { foldedTermsOf, parseQuery, withoutMarksOf } from './query.ts';
import { readRun, type Vocabulary } from './spellings.ts';

const vocabularyFrom = (shares: Record<string, number>): Vocabulary => {
	const vocabulary = new Map<string, { term: string; share: number }[]>();
	for (const [term, share] of Object.entries(shares)) {
		const folded = foldWord(term);
		vocabulary.set(folded, [...(vocabulary.get(folded) ?? []), { term, share }]);
	}
	return vocabulary;
};
const vocabulary = vocabularyFrom({
	đảng: 0.2,
	đang: 0.15,
	dạng: 0.02,
	viên: 0.3,
	viện: 0.05,
	'đảng viên': 0.1,
	'dạng viên': 0.0001,
	mới: 0.2,
	'viên mới': 0.01,
	hđnd: 0.02,
	hội: 0.2,
	đồng: 0.2,
	nhân: 0.3,
	dân: 0.3,
	'hội đồng': 0.1,
	'đồng nhân': 0.05,
	'nhân dân': 0.2,
});
const parse = (text: string) => parseQuery(text, shippedAbbreviations);

test('a query without marks is widened to the spellings that occur beside one another', () => {
	const run = readRun(['dang', 'vien'], false, vocabulary);
	expect(run.words.map(({ options }) => options)).toEqual([['đảng'], ['viên']]);
	expect(run.pairs[0]?.options).toEqual(['đảng viên']);
});

test('a single word without marks is any of its spellings, the commonest first', () => {
	expect(readRun(['dang'], false, vocabulary).words[0]?.options).toEqual(['đảng', 'đang', 'dạng']);
});

test('a query with marks means what it says', () => {
	expect(readRun(['viện'], true, vocabulary).words[0]).toMatchObject({ options: ['viện'], share: 0.05 });
});

test('what was typed is asked for exactly: words, phrases in quotes, marks', () => {
	expect(parse('Nghị quyết "đạo đức công vụ"')).toMatchObject({
		words: ['nghị', 'quyết', 'đạo', 'đức', 'công', 'vụ'],
		phrases: [{ from: 2, to: 6 }],
		hasMarks: true,
	});
	expect(parse('dang vien').hasMarks).toBe(false);
	expect(withoutMarksOf(parse('đảng viên')).words).toEqual(['dang', 'vien']);
	expect(foldedTermsOf(parse('đảng viên'))).toEqual(['dang', 'vien', 'dang vien']);
});

test('abbreviations stand for their long forms and the other way round, with marks or without', () => {
	const found = (text: string) =>
		parse(text).stands.map(({ from, to, instead }) => [from, to, instead.map((words) => words.join(' '))]);
	expect(found('nghị quyết của HĐND tỉnh').at(-1)).toEqual([3, 4, ['hội đồng nhân dân']]);
	expect(found('hoi dong nhan dan')).toEqual([[0, 4, ['hđnd']]]);
	expect(found('hdnd')).toEqual([[0, 1, ['hội đồng nhân dân']]]);
	expect(found('sở TT&TT')).toEqual([[1, 3, ['thông tin và truyền thông']]]);
	expect(found('cb cc vc')).toEqual([[0, 3, ['cán bộ công chức viên chức']]]);
});

test('what could be a syllable is an abbreviation in capitals only', () => {
	expect(parse('đầu tu công').stands).toEqual([]);
	expect(parse('BTV TU').stands.map(({ instead }) => instead[0]?.join(' '))).toEqual([
		'ban thường vụ',
		'tỉnh ủy',
	]);
});

test('a tenant adds abbreviations and strikes those that it does not use', () => {
	const own = abbreviationsOf([
		{ short: 'ĐĐCV', long: 'đạo đức công vụ', state: 'added' },
		{ short: 'hđnd', long: 'hội đồng nhân dân', state: 'struck' },
	]);
	expect(own.some(({ short }) => short === 'HĐND')).toBe(false);
	expect(standsIn(['đđcv'], ['ĐĐCV'], own, true)).toHaveLength(1);
	expect(own).toHaveLength(shippedAbbreviations.length);
});

test('searches go from strict to loose, and a word that occurs nowhere leaves only the loose ones', () => {
	const plan = planOf(parse('đảng viên mới'), vocabulary);
	expect(plan?.heads[0]?.query).toContain("'t:đảng viên'");
	expect(plan?.bodies[0]?.query).toBe("'viên mới' & 'đảng viên'");
	expect(plan?.bodies.at(-1)?.query).toContain("'c:");
	const loose = planOf(parse('đảng viên xyz'), vocabulary);
	expect(loose?.bodies).toEqual([]);
	expect(loose?.loose.length).toBeGreaterThan(0);
	expect(planOf(parse('xyz'), vocabulary)).toBeNull();
});

test('three words or more may be a wording: a passage that has them one behind the other weighs more', () => {
	const wordingIn = (text: string) =>
		planOf(parse(text), vocabulary)?.terms.filter((term) => term.includes('<->'));
	expect(wordingIn('đảng viên mới')).toEqual(["('đảng' <-> 'viên' <-> 'mới')"]);
	expect(wordingIn('dang vien moi')?.[0]).toContain("'đảng'");
	expect(wordingIn('đảng viên')).toEqual([]);
	expect(wordingIn('đảng viên xyz')).toEqual([]);
	expect(wordingIn('HĐND mới')?.[0]).toBe(undefined);
	expect(wordingIn('HĐND viên mới')?.[0]).toBe(
		"(('hđnd') | ('hội' <-> 'đồng' <-> 'nhân' <-> 'dân')) <-> ('viên' <-> 'mới')",
	);
});

test('an abbreviation is asked for as itself or as its long form', () => {
	expect(planOf(parse('HĐND'), vocabulary)?.bodies[0]?.query).toBe(
		"(('hđnd') | ('hội đồng' & 'đồng nhân' & 'nhân dân'))",
	);
});

test('a phrase in quotes has to stand there word for word', () => {
	expect(planOf(parse('"đảng viên"'), vocabulary)?.phrases).toBe("('đảng' <-> 'viên')");
	expect(planOf(parse('đảng viên'), vocabulary)?.phrases).toBeNull();
});

test('hits are marked as they stand in the text; a word that says little only beside another', () => {
	const marks = new Map([
		['đảng', 2],
		['viên', 2],
		['của', 0.2],
	]);
	expect(markAll('Việc của họ và của Đảng viên', marks)).toEqual([
		{ text: 'Việc của họ và ', hit: false },
		{ text: 'của Đảng viên', hit: true },
	]);
	const long = `${'chữ '.repeat(80)}đảng viên ${'chữ '.repeat(80)}`;
	const { pieces, worth } = excerptOf(long, marks);
	expect(worth).toBeGreaterThan(0);
	expect(pieces.find(({ hit }) => hit)?.text).toBe('đảng viên');
	expect(pieces[0]?.text).toBe('… ');
	expect(excerptOf('không có gì', marks).worth).toBe(0);
});

test('a passage is a section, cut where it grows too long, and every clause is in one', () => {
	const clause = (ordinal: number, words: number, isSection = false) => ({
		ordinal,
		label: '',
		heading: null,
		text: 'chữ '.repeat(words).trim(),
		isSection,
	});
	const passages = passagesOf([
		clause(0, 100, true),
		clause(1, 100),
		clause(2, 60),
		clause(3, 50, true),
		clause(4, 1_000),
	]);
	expect(
		passages.map(({ firstOrdinal, lastOrdinal, body }) => [firstOrdinal, lastOrdinal, body.length]),
	).toEqual([
		[0, 2, 260],
		[3, 3, 50],
		[4, 4, 420],
		[4, 4, 420],
		[4, 4, 160],
	]);
});

test('the nearest spelling is the fewest letters away, then the commonest; a number is never put right', () => {
	expect(distance('quyet', 'quyte', 2)).toBe(1);
	expect(
		nearestTo('quyte', [
			{ term: 'quyết', share: 0.3 },
			{ term: 'quyền', share: 0.5 },
		]),
	).toBe('quyết');
	expect(nearestTo('zzzzz', [{ term: 'quyết', share: 0.3 }])).toBeNull();
	expect(nearestTo('2027', [{ term: '2026', share: 1 }])).toBeNull();
});

test('while one types, the last word may be unfinished', () => {
	expect(completionPlan(['dang', 'vi'], ['viên', 'việc'], vocabulary)?.head).toBe(
		"('t:đảng' | 't:đang' | 't:dạng') & ('t:viên' | 't:việc')",
	);
	expect(completionPlan(['xyz', 'vi'], ['viên'], vocabulary)).toBeNull();
});

test('an address says the same when it is read and written again', () => {
	const text =
		'q=%C4%91%E1%BA%A3ng&tim=dieu-khoan&loai=NQ&co-quan=b%E1%BB%99+y+t%E1%BA%BF&nam=2026&doc=chua&hieu-luc=con&trang=2';
	const address = readAddress(new URLSearchParams(text));
	expect(address).toMatchObject({
		words: 'đảng',
		kind: 'clause',
		type: 'NQ',
		year: '2026',
		reading: 'unread',
		page: 2,
	});
	expect(writeAddress(address, { page: 2 })).toBe(text);
	expect(readAddress(new URLSearchParams('nam=x&trang=-4&tim=abc'))).toMatchObject({
		year: '',
		page: 1,
		kind: null,
	});
});
