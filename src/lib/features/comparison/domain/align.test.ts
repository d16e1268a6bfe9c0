import fc from 'fast-check';
import { expect, test } from 'vitest';
import { align } from './align.ts';
import type { ComparedClause } from './compared.ts';
import { wordDifferences } from './word-differences.ts';

const clause = (anchor: string, text: string, more: Partial<ComparedClause> = {}): ComparedClause => ({
	anchor,
	parentAnchor: null,
	kind: 'article',
	label: anchor,
	heading: null,
	text,
	depth: 1,
	sourceId: null,
	...more,
});
const first = clause(
	'dieu-1',
	'Đảng viên nghiên cứu nghị quyết trước kỳ sinh hoạt chi bộ thường kỳ hằng tháng.',
);
const second = clause(
	'dieu-2',
	'Chi ủy phân công cấp ủy viên tóm lược nội dung quan trọng của văn bản cấp trên.',
);
const third = clause(
	'dieu-3',
	'Văn phòng tổng hợp báo cáo gửi cấp ủy cấp trên trước ngày 25 của tháng cuối quý.',
);

const shown = (old: ComparedClause[], fresh: ComparedClause[]) =>
	align(old, fresh).map((row) => [
		row.kind,
		row.old === null ? null : old[row.old]?.anchor,
		row.fresh === null ? null : fresh[row.fresh]?.anchor,
		row.isMoved,
	]);

test('what is added, removed and changed is told, each in its place', () => {
	const changed = { ...second, text: second.text.replace('tóm lược', 'thuyết trình') };
	const added = clause('dieu-4', 'Bí thư chịu trách nhiệm về chất lượng quán triệt.');
	expect(shown([first, second, third], [first, changed, added])).toEqual([
		['same', 'dieu-1', 'dieu-1', false],
		['changed', 'dieu-2', 'dieu-2', false],
		['removed', 'dieu-3', null, false],
		['added', null, 'dieu-4', false],
	]);
});

test('an inserted article renumbers the others, which stay the same', () => {
	const fresh = [
		first,
		clause('dieu-2', 'Bí thư chủ trì và kết luận.'),
		{ ...second, anchor: 'dieu-3', label: 'dieu-3' },
		{ ...third, anchor: 'dieu-4', label: 'dieu-4' },
	];
	expect(shown([first, second, third], fresh)).toEqual([
		['same', 'dieu-1', 'dieu-1', false],
		['added', null, 'dieu-2', false],
		['same', 'dieu-2', 'dieu-3', false],
		['same', 'dieu-3', 'dieu-4', false],
	]);
});

test('an article in another place has moved, also when its words were touched', () => {
	const moved = { ...third, anchor: 'dieu-1', text: third.text.replace('25', '20') };
	const fresh = [moved, { ...first, anchor: 'dieu-2' }, { ...second, anchor: 'dieu-3' }];
	expect(shown([first, second, third], fresh)).toEqual([
		['changed', 'dieu-3', 'dieu-1', true],
		['same', 'dieu-1', 'dieu-2', false],
		['same', 'dieu-2', 'dieu-3', false],
	]);
});

test('what moves along with its parent has not moved; what leaves it has', () => {
	const below = (parent: string, name: string, text: string) =>
		clause(`${parent}.${name}`, text, { parentAnchor: parent, kind: 'clause', depth: 2 });
	const old = [
		first,
		below('dieu-1', 'khoan-1', 'Đọc trước văn bản ở nhà.'),
		second,
		below('dieu-2', 'khoan-1', 'Ghi ý kiến của từng người vào sổ.'),
	];
	const fresh = [
		{ ...second, anchor: 'dieu-1' },
		below('dieu-1', 'khoan-1', 'Đọc trước văn bản ở nhà.'),
		{ ...first, anchor: 'dieu-2' },
		below('dieu-2', 'khoan-1', 'Ghi ý kiến của từng người vào sổ.'),
	];
	const rows = align(old, fresh);
	expect(rows.map(({ kind }) => kind)).toEqual(['same', 'same', 'same', 'same']);
	expect(rows.filter(({ isMoved }) => isMoved)).toHaveLength(3);
	const along = [
		fresh[0],
		below('dieu-1', 'khoan-1', 'Ghi ý kiến của từng người vào sổ.'),
		fresh[2],
		below('dieu-2', 'khoan-1', 'Đọc trước văn bản ở nhà.'),
	].filter((one) => one !== undefined);
	expect(align(old, along).filter(({ isMoved }) => isMoved)).toHaveLength(1);
});

test('case, spaces and the place of the tone mark make no difference', () => {
	expect(
		shown([clause('dieu-1', 'ỦY BAN hoà giải  cơ sở')], [clause('dieu-1', 'Uỷ ban hòa giải cơ sở')])[0]?.[0],
	).toBe('same');
});

const words = fc.array(
	fc.constantFrom('đảng', 'viên', 'chi', 'bộ', 'nghị', 'quyết', 'họp', 'tháng', 'quý', 'năm', ',', '12'),
	{ maxLength: 30 },
);
const clauses = fc
	.array(
		fc.record({ words, kind: fc.constantFrom('article', 'clause', 'point'), heading: fc.option(words) }),
		{ maxLength: 25 },
	)
	.map((list) =>
		list.map((one, at) =>
			clause(`${one.kind}-${at}`, one.words.join(' '), {
				kind: one.kind,
				heading: one.heading?.join(' ') ?? null,
				parentAnchor: at > 0 && one.kind !== 'article' ? `${list[at - 1]?.kind}-${at - 1}` : null,
			}),
		),
	);

test('a document against itself is the same throughout', () => {
	fc.assert(
		fc.property(clauses, (list) => {
			const rows = align(list, list);
			expect(
				rows.every(({ kind, isMoved, old, fresh }) => kind === 'same' && !isMoved && old === fresh),
			).toBe(true);
			expect(rows).toHaveLength(list.length);
		}),
	);
});

test('no clause of either side is lost, and none stands twice', () => {
	fc.assert(
		fc.property(clauses, clauses, (old, fresh) => {
			const rows = align(old, fresh);
			const places = (side: 'old' | 'fresh') =>
				rows.flatMap((row) => (row[side] === null ? [] : [row[side]])).sort((one, other) => one - other);
			expect(places('old')).toEqual(old.map((_, at) => at));
			expect(rows.flatMap(({ fresh: at }) => (at === null ? [] : [at]))).toEqual(fresh.map((_, at) => at));
		}),
	);
});

const plain = (pieces: { words: string }[]): string => pieces.map((piece) => piece.words).join('');

test('changed words are marked, the others are not', () => {
	const { old, fresh } = wordDifferences(
		'Hạn báo cáo là ngày 25 của tháng cuối quý.',
		'Hạn báo cáo là ngày 20 của tháng cuối quý.',
	);
	expect(old.filter(({ isChanged }) => isChanged).map((piece) => piece.words.trim())).toEqual(['25']);
	expect(fresh.filter(({ isChanged }) => isChanged).map((piece) => piece.words.trim())).toEqual(['20']);
});

test('the pieces of a side are its text, and the unmarked ones agree', () => {
	fc.assert(
		fc.property(words, words, (one, other) => {
			const [a, b] = [one.join(' '), other.join(' ')];
			const { old, fresh } = wordDifferences(a, b);
			expect(plain(old)).toBe(a);
			expect(plain(fresh)).toBe(b);
			if (a === b) expect([...old, ...fresh].some(({ isChanged }) => isChanged)).toBe(false);
		}),
	);
});
