import { describe, expect, test } from 'vitest';
import { changedLayout, faultsOf, type LayoutChange } from './change-layout.ts';
import { dateLine, endedWith, labelCounter, letter, listed, numberLine, numberMark, roman } from './forms.ts';
import { shippedLayouts, textWidth, typesOf, versionOn } from './layout.ts';
import { cited } from './programme-paper.ts';
import { overlaps, seriesOf, termOn } from './registers.ts';
import { type IssuingBody, minutesSignatures, signatureOf } from './signatures.ts';
import { superiorName } from './superior.ts';
import { evenLines, textWidthOf } from './text-width.ts';

const party = versionOn(shippedLayouts('party'), '2026-11-25').layout;
const state = versionOn(shippedLayouts('state'), '2026-11-25').layout;

describe('numbers and dates as the forms write them', () => {
	test('a Party number has no colon, a leading zero below 10, and the type before the body', () => {
		expect(numberLine(party, 'resolution', { number: 5, sign: 'CB' })).toBe('Số 05-NQ/CB');
		expect(numberLine(party, 'report', { number: 76, sign: 'HU' })).toBe('Số 76-BC/HU');
		expect(numberLine(party, 'official_letter', { number: 357, sign: 'BTCTU' })).toBe('Số 357-CV/BTCTU');
		expect(numberMark(party, 'guidance', 36, 'VPTW')).toBe('36-HD/VPTW');
	});
	test('a number that is not given yet leaves its place open', () => {
		expect(numberLine(party, 'resolution', { number: null, sign: 'TU' })).toMatch(/^Số {6,8}-NQ\/TU$/);
		expect(numberLine(state, 'plan', { number: null, sign: 'UBND' })).toMatch(/^Số: +\/KH-UBND$/);
	});
	test('a number of the State has a colon; an official letter names no type', () => {
		expect(numberLine(state, 'plan', { number: 5, sign: 'UBND' })).toBe('Số: 05/KH-UBND');
		expect(numberLine(state, 'official_letter', { number: 1234, sign: 'UBND-VX' })).toBe('Số: 1234/UBND-VX');
		expect(numberMark(state, 'notice', 7, 'STTTT')).toBe('07/TB-STTTT');
	});
	test.each([
		['Hà Nội', '2018-02-03', 'Hà Nội, ngày 03 tháng 02 năm 2018'],
		['Hạ Long', '2018-02-20', 'Hạ Long, ngày 20 tháng 02 năm 2018'],
		['Hà Nội', '2018-04-03', 'Hà Nội, ngày 03 tháng 4 năm 2018'],
		['Hà Nội', '2026-05-27', 'Hà Nội, ngày 27 tháng 5 năm 2026'],
		['Đồng Tháp', '2026-12-31', 'Đồng Tháp, ngày 31 tháng 12 năm 2026'],
	])('%s on %s', (place, day, written) => {
		expect(dateLine(party, place, day, '')).toBe(written);
		expect(dateLine(state, place, day, '')).toBe(written);
	});
	test('an open day leaves room for the pen', () => {
		expect(dateLine(state, 'Lào Cai', null, '2026')).toMatch(/^Lào Cai, ngày\s+tháng\s+năm 2026$/);
	});
});

describe('labels and marks', () => {
	test('headings are counted by level, and a higher one begins the lower ones anew', () => {
		const count = labelCounter(party);
		expect([count(1), count(2), count(2), count(3), count(1), count(2)]).toEqual([
			'I- ',
			'1. ',
			'2. ',
			'a) ',
			'II- ',
			'1. ',
		]);
		expect(labelCounter(state)(1)).toBe('I. ');
	});
	test('roman numbers and Vietnamese letters', () => {
		expect([1, 4, 9, 14, 19].map(roman)).toEqual(['I', 'IV', 'IX', 'XIV', 'XIX']);
		expect([1, 4, 5, 6].map(letter).join('')).toBe('adđe');
	});
	test('a list has its mark between its members and another at its end, whatever was typed', () => {
		expect(listed(['Các tỉnh uỷ, thành uỷ,', 'Lưu Văn phòng Trung ương Đảng'], party.marks.copies)).toEqual([
			'Các tỉnh uỷ, thành uỷ,',
			'Lưu Văn phòng Trung ương Đảng.',
		]);
		expect(endedWith('Hội nghị kết thúc cùng ngày;', './.')).toBe('Hội nghị kết thúc cùng ngày./.');
	});
});

describe('who may issue what', () => {
	test('a cell issues resolutions, programmes and minutes, but no directive and no guidance', () => {
		const codes = typesOf(party, 'cell').map(({ code }) => code);
		expect(codes).toEqual(
			expect.arrayContaining(['resolution', 'action_programme', 'plan', 'minutes', 'official_letter']),
		);
		expect(codes).not.toEqual(expect.arrayContaining(['directive']));
		for (const refused of ['directive', 'guidance', 'circular', 'rule']) expect(codes).not.toContain(refused);
	});
	test('a kind that the layout does not know issues nothing', () => {
		expect(typesOf(party, 'nobody')).toEqual([]);
	});
	test('every type and body of the shipped layouts is known', () => {
		for (const layout of [party, state])
			for (const body of Object.values(layout.bodies))
				for (const code of body.types) expect(layout.types).toHaveProperty(code);
	});
});

describe('how it is signed', () => {
	const body = (over: Partial<IssuingBody>): IssuingBody => ({
		unitId: 'u',
		side: 'party',
		kind: 'cell',
		superior: null,
		name: 'Chi bộ',
		sign: 'CB',
		place: 'Hà Tĩnh',
		collective: 'Chi bộ',
		head: 'Bí thư',
		deputy: 'Phó Bí thư',
		kept: 'Lưu Chi bộ',
		...over,
	});
	test('for a cell, secretary and deputy alike', () => {
		expect(signatureOf(party, body({}), { office: 'head', name: 'A' })).toEqual({
			authority: ['T/M Chi bộ'],
			office: 'Bí thư',
			name: 'A',
		});
		expect(signatureOf(party, body({}), { office: 'deputy', name: 'B' }).authority).toEqual(['T/M Chi bộ']);
	});
	test('the head of an office signs in person, a deputy for the head; for a committee both are said', () => {
		const office = body({ side: 'state', collective: '', head: 'Giám đốc', deputy: 'Phó Giám đốc' });
		expect(signatureOf(state, office, { office: 'head', name: null }).authority).toEqual([]);
		expect(signatureOf(state, office, { office: 'deputy', name: null })).toEqual({
			authority: ['KT. Giám đốc'],
			office: 'Phó Giám đốc',
			name: null,
		});
		const committee = body({
			side: 'state',
			collective: 'Ủy ban nhân dân',
			head: 'Chủ tịch',
			deputy: 'Phó Chủ tịch',
		});
		expect(signatureOf(state, committee, { office: 'deputy', name: null }).authority).toEqual([
			'TM. Ủy ban nhân dân',
			'KT. Chủ tịch',
		]);
	});
	test('minutes: who wrote them on the left, who chaired on the right', () => {
		const { left, right } = minutesSignatures(party, { recorder: 'A', chair: 'B' });
		expect([left.authority, left.name, right.authority, right.name]).toEqual([
			['Người ghi biên bản'],
			'A',
			['Chủ trì hội nghị'],
			'B',
		]);
	});
});

describe('widths', () => {
	test('the motto of the State fits its column, and marks make no letter wider', () => {
		const motto = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
		expect(textWidthOf(motto, { size: 12, bold: true })).toBeCloseTo(88.3, 0);
		expect(textWidthOf(motto, { size: 12, bold: true })).toBeLessThan(textWidth(state) - state.head.left);
		expect(textWidthOf('Ế', { size: 10 })).toBe(textWidthOf('E', { size: 10 }));
	});
	test('a long title is broken into lines of about the same length', () => {
		const lines = evenLines(
			'về đẩy mạnh chuyển đổi số trong công tác của chi bộ và nâng cao chất lượng sinh hoạt chi bộ năm 2026',
			148,
			{ size: 14, bold: true },
		);
		expect(lines).toHaveLength(2);
		const [one = 0, two = 0] = lines.map((line) => textWidthOf(line, { size: 14, bold: true }));
		expect(Math.abs(one - two)).toBeLessThan(25);
	});
});

test('the layout of a day is that of the version that had begun by then', () => {
	expect(versionOn(shippedLayouts('party'), '2025-01-01').source).toContain('36-HD/VPTW');
	expect(versionOn(shippedLayouts('party'), '2026-06-01').source).toContain('05-HD/VPTW');
	expect(versionOn(shippedLayouts('party'), '2010-01-01').from).toBe('2018-04-03');
});

describe('heads of real documents', () => {
	// As printed in Hướng dẫn 36-HD/VPTW and in documents of the Party, the Government and provinces.
	test.each([
		[party, 'guidance', 36, 'VPTW', '36-HD/VPTW'],
		[party, 'decision', 246, 'BKTTW', '246-QĐ/BKTTW'],
		[party, 'guidance', 15, 'TU', '15-HD/TU'],
		[party, 'report', 16, 'ĐH', '16-BC/ĐH'],
		[party, 'minutes', 18, 'ĐH', '18-BB/ĐH'],
		[party, 'regulation', 5, 'BTCTU-BDVTU', '05-QC/BTCTU-BDVTU'],
		[party, 'official_letter', 268, 'VPTU', '268-CV/VPTU'],
		[party, 'resolution', 57, 'TW', '57-NQ/TW'],
		[state, 'directive', 7, 'TTg', '07/CT-TTg'],
		[state, 'decision', 20, 'UBND', '20/QĐ-UBND'],
	] as const)('%#', (layout, type, number, sign, printed) => {
		expect(numberMark(layout, type, number, sign)).toBe(printed);
	});
	test.each([
		['Đảng ủy Sở Y tế', 'Đảng bộ Sở Y tế'],
		['Đảng uỷ xã Lộc Thuỷ', 'Đảng bộ xã Lộc Thuỷ'],
		['Tỉnh ủy Hà Giang', 'Đảng bộ tỉnh Hà Giang'],
		['Thành uỷ Cần Thơ', 'Đảng bộ thành phố Cần Thơ'],
		['Đảng bộ xã Tiên Phong', 'Đảng bộ xã Tiên Phong'],
		['Ban Chấp hành Trung ương', 'Ban Chấp hành Trung ương'],
	])('above a cell, %s stands as %s', (name, printed) => {
		expect(superiorName(name)).toBe(printed);
	});
	test('a document is cited with its number, a comma, its day, its issuer and what it is about', () => {
		const document = {
			typeName: 'Quy định',
			number: '66-QĐ/TW',
			issuedOn: '2017-02-06',
			issuer: 'Ban Bí thư',
			title: 'Về thể loại, thẩm quyền ban hành và thể thức văn bản của Đảng',
		};
		expect(cited(document)).toBe(
			'Quy định số 66-QĐ/TW, ngày 06/02/2017 của Ban Bí thư về thể loại, thẩm quyền ban hành và thể thức văn bản của Đảng',
		);
		expect(cited({ ...document, number: null, issuedOn: '2020-03-05', issuer: null, title: '' })).toBe(
			'Quy định, ngày 05/3/2020',
		);
	});
});

describe('terms', () => {
	const terms = [
		{ id: '2', name: '2025-2030', startsOn: '2025-06-11', endsOn: null },
		{ id: '1', name: '2022-2025', startsOn: '2022-05-01', endsOn: '2025-06-10' },
	];
	test('a day lies in one term or in none', () => {
		expect(['2025-06-10', '2025-06-11', '2022-04-30'].map((day) => termOn(terms, day)?.name)).toEqual([
			'2022-2025',
			'2025-2030',
			undefined,
		]);
	});
	test('terms that share a day are told', () => {
		expect(overlaps({ id: '3', startsOn: '2021-01-01', endsOn: '2022-05-01' }, terms)).toBe(true);
		expect(overlaps({ id: '3', startsOn: '2021-01-01', endsOn: '2022-04-30' }, terms)).toBe(false);
		expect(overlaps({ id: '1', startsOn: '2022-05-02', endsOn: '2025-06-10' }, terms)).toBe(false);
	});
	test('a programme and an action programme are numbered together', () => {
		expect(seriesOf(party, 'action_programme')).toBe(seriesOf(party, 'programme'));
	});
});

describe('a change of a layout', () => {
	const change = (over: Partial<LayoutChange> = {}): LayoutChange => ({
		page: { top: 25, bottom: 20, left: 30, right: 15 },
		fromTop: 12,
		parts: { title: { size: 15, line: 19, bold: true, italic: false } },
		number: { form: party.number.form, letter: party.number.letter },
		onBehalf: 'T/M {body}',
		ending: '.',
		draft: 'Dự thảo {count}',
		types: { cell: ['resolution', 'nothing'] },
		...over,
	});
	test('takes what was changed and keeps the rest', () => {
		const changed = changedLayout(party, change());
		expect(changed.page).toMatchObject({ top: 25, width: 210 });
		expect(changed.parts.title).toMatchObject({ size: 15, align: 'center' });
		expect(changed.parts.paragraph).toEqual(party.parts.paragraph);
		expect(changed.bodies['cell']?.types).toEqual(['resolution']);
		expect(faultsOf(party, change())).toEqual([]);
	});
	test('lines that cut off marks, pages without room and numbers without a number are refused', () => {
		const keys = faultsOf(
			party,
			change({
				page: { top: 20, bottom: 20, left: 80, right: 60 },
				parts: { title: { size: 16, line: 16, bold: true, italic: false } },
				number: { form: 'Số', letter: party.number.letter },
			}),
		).map(({ path }) => path);
		expect(keys).toEqual(['page.left', 'parts.title.line', 'number.form']);
	});
});
