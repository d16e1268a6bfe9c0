import { expect, test } from 'vitest';
import { parseClauses } from '#lib/features/library/domain/clauses.ts';
import { parseNumber } from '#lib/features/library/domain/document-number.ts';
import { shippedTypes } from '#lib/features/library/domain/document-types.ts';
import { numberKey } from '#lib/text/fold.ts';
import { citationRecogniser } from './citations.ts';
import { readEffect } from './effect.ts';
import { readCitations } from './read-citations.ts';
import { suggestRelations } from './suggestions.ts';

const recognise = citationRecogniser(shippedTypes, parseNumber);
const suggested = (title: string, lines: readonly string[], number = '99/2026/NĐ-CP') => {
	const document = {
		title,
		number,
		numberKey: numberKey(number),
		clauses: parseClauses(lines.map((text) => ({ text }))),
	};
	return suggestRelations(document, readCitations(document, recognise)).map(
		({ kind, scope, targetKey }) => `${kind} ${scope} ${targetKey}`,
	);
};

test('the title says what a document does to another; what that one is about is another matter', () => {
	expect(
		suggested('Sửa đổi, bổ sung một số điều của Thông tư số 43/2025/TT-BCT ngày 04 tháng 7 năm 2025', []),
	).toEqual(['amends part 43-2025-tt-bct']);
	expect(
		suggested('Sửa đổi Thông tư số 2442/2007/TT-TTCP hướng dẫn thi hành Nghị định số 37/2007/NĐ-CP', []),
	).toEqual(['amends part 2442-2007-tt-ttcp']);
	expect(suggested('Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024', [])).toEqual([
		'implements whole 57-nq-tw',
	]);
	expect(
		suggested('Quy định chi tiết và hướng dẫn thi hành một số điều của Luật Đất đai số 31/2024/QH15', []),
	).toEqual(['guides part 31-2024-qh15']);
	expect(suggested('Đính chính Nghị định số 30/2020/NĐ-CP', [])).toEqual(['corrects whole 30-2020-nd-cp']);
	expect(suggested('Bãi bỏ Quyết định số 14/2019/QĐ-TTg', [])).toEqual(['repeals whole 14-2019-qd-ttg']);
});

test('grounds, and what is carried out, stand in the opening', () => {
	expect(
		suggested('Về công tác năm', [
			'Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;',
			'Thực hiện Chỉ thị số 50-CT/TW, ngày 23/7/2025 của Bộ Chính trị;',
			'Theo đề nghị tại Tờ trình số 04/TTr-BNV ngày 02 tháng 01 năm 2026;',
			'Điều 1. Nội dung',
		]),
	).toEqual(['based_on whole 63-2025-qh15', 'implements whole 50-ct-tw']);
});

test('the clause of effect says what ceases, as a sentence or as a list', () => {
	expect(
		suggested('Về công tác văn thư', [
			'Điều 1. Hiệu lực thi hành',
			'1. Nghị định này có hiệu lực từ ngày 01 tháng 6 năm 2026 và thay thế Nghị định số 30/2020/NĐ-CP.',
			'2. Nghị định số 110/2004/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.',
			'3. Bãi bỏ khoản 2 Điều 5 Nghị định số 09/2010/NĐ-CP.',
			'4. Các văn bản sau đây hết hiệu lực:',
			'a) Quyết định số 14/2019/QĐ-TTg;',
			'b) Chỉ thị số 07/2000/CT-TTg.',
		]),
	).toEqual([
		'replaces whole 30-2020-nd-cp',
		'repeals whole 110-2004-nd-cp',
		'repeals part 09-2010-nd-cp',
		'repeals whole 14-2019-qd-ttg',
		'repeals whole 07-2000-ct-ttg',
	]);
});

test('what is told of others, or in a condition, or in a quotation, suggests nothing', () => {
	expect(
		suggested('Về công tác năm', [
			'Điều 1. Nội dung',
			'1. Theo Nghị định số 30/2020/NĐ-CP đã được sửa đổi, bổ sung bởi Nghị định số 31/2021/NĐ-CP.',
			'2. Trường hợp Nghị định số 40/2020/NĐ-CP hết hiệu lực thì áp dụng văn bản mới.',
			'3. Ghi “Bãi bỏ Quyết định số 14/2019/QĐ-TTg”.',
		]),
	).toEqual([]);
});

const effect = (number: string | null, lines: readonly string[], issuedOn: string | null = '2026-05-02') => {
	const { from, until, basis } = readEffect({
		typeName: 'Nghị định',
		number,
		issuedOn,
		clauses: parseClauses(['Căn cứ;', 'Điều 1. Hiệu lực thi hành', ...lines].map((text) => ({ text }))),
	});
	return [from, until, basis];
};

test.each([
	[['Nghị định này có hiệu lực thi hành kể từ ngày 15 tháng 12 năm 2026.'], ['2026-12-15', null, 'clause']],
	[
		['Nghị quyết này có hiệu lực từ ngày 01 tháng 7 năm 2026 đến hết ngày 28 tháng 02 năm 2027.'],
		['2026-07-01', '2027-02-28', 'clause'],
	],
	[
		['Nghị quyết này có hiệu lực từ ngày 01 tháng 7 năm 2026 đến trước ngày 01 tháng 3 năm 2027.'],
		['2026-07-01', '2027-02-28', 'clause'],
	],
	[['Quyết định này có hiệu lực kể từ ngày ký ban hành.'], ['2026-05-02', null, 'signing']],
	[['Nghị quyết này có hiệu lực thi hành từ ngày được thông qua.'], ['2026-05-02', null, 'signing']],
	[['Quyết định này có hiệu lực sau 10 (mười) ngày, kể từ ngày ký.'], ['2026-05-12', null, 'signing']],
	[['Quyết định này có hiệu lực sau mười lăm ngày kể từ ngày ký.'], ['2026-05-17', null, 'signing']],
	[['Sửa như sau: “Luật này có hiệu lực từ ngày 01 tháng 7 năm 2020.”'], [null, null, 'unknown']],
])('%s', (lines, expected) => {
	expect(effect('99/2026/NĐ-CP', lines)).toEqual(expected);
});

test('a Party document without a clause of effect is in force from the day of issue', () => {
	expect(effect('05-NQ/CB', ['Chi bộ thực hiện.'])).toEqual(['2026-05-02', null, 'issue']);
	expect(effect('12/2026/NQ-HĐND', ['Không nói gì.'])).toEqual([null, null, 'unknown']);
	expect(effect('05-NQ/CB', ['Chi bộ thực hiện.'], null)).toEqual([null, null, 'unknown']);
});
