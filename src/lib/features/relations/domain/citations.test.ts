import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNumber } from '#lib/features/library/domain/document-number.ts';
import { shippedTypes } from '#lib/features/library/domain/document-types.ts';
import { citationRecogniser } from './citations.ts';
import { readCitations, wantedKey } from './read-citations.ts';

const recognise = citationRecogniser(shippedTypes, parseNumber);
const told = (text: string) =>
	recognise(text).map(({ words, number, issuedOn, issuer, path }) => [
		words,
		number,
		issuedOn,
		issuer,
		path.join('.'),
	]);

test.each([
	[
		'Thực hiện Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương về một số vấn đề',
		['Nghị quyết số 18-NQ/TW', '18-NQ/TW', '2017-10-25', 'Ban Chấp hành Trung ương', ''],
	],
	['học tập và làm theo Chỉ thị 05 của Bộ Chính trị', ['Chỉ thị 05', '05', null, 'Bộ Chính trị', '']],
	[
		'Luật Bảo hiểm y tế số 25/2008/QH12',
		['Luật Bảo hiểm y tế số 25/2008/QH12', '25/2008/QH12', null, null, ''],
	],
	[
		'theo khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư',
		[
			'khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP',
			'30/2020/NĐ-CP',
			'2020-03-05',
			'Chính phủ',
			'dieu-5.khoan-2',
		],
	],
	[
		'Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;',
		['Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015', null, '2015-06-19', null, ''],
	],
	[
		'CỦA THÔNG TƯ SỐ 43/2025/TT-BCT NGÀY 04 THÁNG 7 NĂM 2025 CỦA BỘ TRƯỞNG BỘ CÔNG THƯƠNG QUY ĐỊNH VỀ',
		['THÔNG TƯ SỐ 43/2025/TT-BCT', '43/2025/TT-BCT', '2025-07-04', 'BỘ TRƯỞNG BỘ CÔNG THƯƠNG', ''],
	],
	[
		'Kết luận số 34-KL/TW của Bộ Chính trị ngày 18/5/2026',
		['Kết luận số 34-KL/TW', '34-KL/TW', '2026-05-18', 'Bộ Chính trị', ''],
	],
])('"%s" is a citation', (text, expected) => {
	expect(told(text)).toEqual([expected]);
});

test.each([
	'Kế hoạch 5 năm và Chương trình 3 tháng',
	'Nghị quyết 12 nội dung trọng tâm',
	'Ví dụ: Nghị quyết số 01-NQ/TU của Tỉnh ủy',
	'từ 02/01/2020 đến 20/30, giai đoạn 2020-2025',
	'Nghị định này quy định về công tác văn thư',
])('"%s" cites nothing', (text) => {
	expect(recognise(text)).toEqual([]);
});

test('several numbers after one type are several citations', () => {
	expect(
		told('các Nghị quyết số 18-NQ/TW, số 19-NQ/TW và 20-NQ/TW ngày 25/10/2017').map(([words, number]) => [
			words,
			number,
		]),
	).toEqual([
		['Nghị quyết số 18-NQ/TW', '18-NQ/TW'],
		['19-NQ/TW', '19-NQ/TW'],
		['20-NQ/TW', '20-NQ/TW'],
	]);
});

const clause = (anchor: string, text: string, kind = 'clause') => ({ anchor, kind, heading: null, text });
const read = (clauses: ReturnType<typeof clause>[], numberKey = '30-2020-nd-cp') =>
	readCitations({ title: '', numberKey, clauses }, recognise);

test('places within the document lead to the clause; within a quotation they are those of another document', () => {
	const found = read([
		clause('dieu-5', '', 'article'),
		clause('dieu-5.khoan-1', 'Theo điểm a khoản 2 Điều này và các khoản 1, 2 Điều 6 Nghị định này.'),
		clause('dieu-5.khoan-2', 'Theo điểm b khoản này:'),
		clause('dieu-5.khoan-2.diem-a', 'một;', 'point'),
		clause('dieu-5.khoan-2.diem-b', 'hai.', 'point'),
		clause('dieu-6', 'Sửa như sau: “theo khoản 1 Điều 5 của Luật này', 'article'),
		clause('dieu-7', 'và khoản 2 Điều 5 của Luật này”, trừ Điều 6 của Nghị định này.', 'article'),
	]);
	expect(found.placed.map(({ words, anchor }) => [words, anchor])).toEqual([
		['điểm a khoản 2 Điều này', 'dieu-5.khoan-2.diem-a'],
		['các khoản 1, 2 Điều 6 Nghị định này', 'dieu-6'],
		['điểm b khoản này', 'dieu-5.khoan-2.diem-b'],
		['Điều 6 của Nghị định này', 'dieu-6'],
	]);
});

test('what was told once holds where the document is named shortly; its own number is no citation', () => {
	const found = read([
		clause('mo-dau', 'Số: 30/2020/NĐ-CP. Nghị định số 30/2020/NĐ-CP.', 'opening'),
		clause('khoan-1', 'Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị.'),
		clause('khoan-2', 'Tiếp tục thực hiện Chỉ thị 05 và Chỉ thị số 05-CT/TW.'),
	]);
	expect(found.placed.map(({ words, numberKey, issuedOn }) => [words, numberKey, issuedOn])).toEqual([
		['Chỉ thị số 05-CT/TW', '05-ct-tw', '2016-05-15'],
		['Chỉ thị 05', '05-ct-tw', '2016-05-15'],
		['Chỉ thị số 05-CT/TW', '05-ct-tw', '2016-05-15'],
	]);
});

test('where many bodies use a number the date belongs to the key', () => {
	const keys = [
		'Nghị quyết số 18-NQ/TW, ngày 25/10/2017',
		'Nghị quyết số 12-NQ/ĐU, ngày 02/3/2026',
		'Kế hoạch số 05/KH-UBND ngày 02/3/2026',
		'Nghị định số 30/2020/NĐ-CP ngày 05/3/2020',
		'Chỉ thị 05',
	];
	expect(keys.flatMap((text) => recognise(text).map(wantedKey))).toEqual([
		'18-nq-tw',
		'12-nq-du.2026-03-02',
		'05-kh-ubnd.2026-03-02',
		'30-2020-nd-cp',
		'ct.05',
	]);
});

test('whatever comes in, places are places of the text, in order and apart', () => {
	const piece = fc.constantFrom(
		'Nghị quyết',
		'số',
		'18-NQ/TW',
		'khoản 1',
		'Điều 5',
		'này',
		',',
		'ngày 25/10/2017',
		'của Bộ Chính trị',
		'“',
		'”',
		'05/KH-UBND',
		'và',
		'Luật Đất đai',
		'\n',
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
			const text = pieces.join(' ');
			let last = 0;
			for (const { starts, ends, words } of recognise(text)) {
				expect(text.slice(starts, ends)).toBe(words);
				expect(starts).toBeGreaterThanOrEqual(last);
				last = ends;
			}
		}),
	);
});
