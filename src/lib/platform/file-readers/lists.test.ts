import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRoot } from '../config/config.ts';
import { nextLabel, shownNumber } from './list-numbers.ts';
import { OdtCounter, readOdtLists } from './odt-lists.ts';
import { parseBytes } from './parse-bytes.ts';
import { defaultLimits } from './reading.ts';

/** One text, whose numbers exist as formatting only, written in three formats. */
const wanted = [
	'Quy chế làm việc',
	'Chương I Quy định chung',
	'Điều 1. Phạm vi',
	'1. Trong cơ quan',
	'a) Đảng viên',
	'b) Quần chúng',
	'2. Ngoài cơ quan',
	'Điều 2. Đối tượng',
	'1. Mọi người',
	'Chương II Tổ chức',
	'Kế hoạch',
	'1. Mục đích',
	'1.1. Học tập',
	'1.2. Làm theo',
	'- Gương mẫu',
	'2. Yêu cầu',
	'Danh sách khác',
	'1. Bắt đầu lại',
];

test.each(['docx', 'odt', 'doc'])(
	'numbers that are only list formatting are read from .%s',
	async (ending) => {
		const bytes = new Uint8Array(readFileSync(join(findRoot(), 'tests/fixtures', `lists.${ending}`)));
		const reading = await parseBytes(bytes, `lists.${ending}`, defaultLimits);
		expect(reading.ok && reading.paragraphs.map(({ text }) => text).slice(0, wanted.length)).toEqual(wanted);
	},
);

test('articles that go on through all chapters do, other levels begin anew', () => {
	const levels = new Map([
		[0, { form: 'upper-roman' as const, start: 1, label: 'Chương {0}' }],
		[1, { form: 'decimal' as const, start: 1, label: 'Điều {1}.', goesOn: true }],
		[2, { form: 'decimal' as const, start: 1, label: '{2}.' }],
	]);
	const counts: number[] = [];
	expect([0, 1, 2, 2, 0, 1, 2].map((level) => nextLabel(levels, counts, level))).toEqual([
		'Chương I',
		'Điều 1.',
		'1.',
		'2.',
		'Chương II',
		'Điều 2.',
		'1.',
	]);
});

test('numbers are written as word processors write them', () => {
	expect(shownNumber(28, 'lower-letter')).toBe('bb');
	expect(shownNumber(14, 'upper-roman')).toBe('XIV');
	expect(shownNumber(7, 'padded')).toBe('07');
	expect(shownNumber(3, 'none')).toBe('');
});

test('an OpenDocument list goes on where it says so, counts from where it says so, and numbers headings', () => {
	const lists = { named: new Map(), headings: new Map() };
	readOdtLists(
		'<a xmlns:text="t" xmlns:style="s"><text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style><text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="-"/></text:outline-style></a>',
		lists,
	);
	const counter = new OdtCounter(lists);
	const list = (more: Record<string, string>, item: Record<string, string> = {}): string | null => {
		counter.beginList({ 'text:style-name': 'L', ...more });
		counter.beginItem(item);
		const label = counter.labelOf(0);
		counter.endList();
		return label;
	};
	expect(list({ 'xml:id': 'one' })).toBe('1.');
	expect(list({ 'text:continue-numbering': 'true' })).toBe('2.');
	expect(list({})).toBe('1.');
	expect(list({ 'text:continue-list': 'one' })).toBe('3.');
	expect(list({}, { 'text:start-value': '7' })).toBe('7.');
	expect([counter.labelOf(1), counter.labelOf(1), counter.labelOf(0)]).toEqual(['I-', 'II-', null]);
});
