import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { recognise } from './recognise.ts';

const lines = (...texts: string[]): Paragraph[] => texts.map((text) => ({ text }));
const head = (left: string[], right: string[]): Paragraph[] => [
	...left.map((text) => ({ text, table: { table: 0, row: 0, cell: 0 } })),
	...right.map((text) => ({ text, table: { table: 0, row: 0, cell: 1 } })),
];
const factsOf = (paragraphs: Paragraph[]) => {
	const { type, number, issuer, date, title } = recognise(paragraphs);
	return [type.value, number.value, issuer.value, date.value, title.value];
};
const motto = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'];

test('a State document in two columns', () => {
	expect(
		factsOf([
			...head(
				['ỦY BAN NHÂN DÂN', 'TỈNH SÔNG LAM', '-------', 'Số: 12/QĐ-UBND'],
				[...motto, 'Sông Lam, ngày 05 tháng 02 năm 2026'],
			),
			...lines(
				'QUYẾT ĐỊNH',
				'Về việc ban hành Kế hoạch chuyển đổi số',
				'năm 2026',
				'ỦY BAN NHÂN DÂN TỈNH SÔNG LAM',
				'Căn cứ Luật Tổ chức chính quyền địa phương;',
			),
		]),
	).toEqual([
		'Quyết định',
		'12/QĐ-UBND',
		'Ủy ban nhân dân tỉnh Sông Lam',
		'2026-02-05',
		'Về việc ban hành Kế hoạch chuyển đổi số năm 2026',
	]);
});

test('a Party document: the superior on top, the issuer below', () => {
	expect(
		factsOf([
			...head(
				['ĐẢNG BỘ TỈNH SÔNG LAM', 'CHI BỘ SỞ NỘI VỤ', '*', 'Số 05-NQ/CB'],
				['ĐẢNG CỘNG SẢN VIỆT NAM', 'Sông Lam, ngày 03 tháng 3 năm 2026'],
			),
			...lines('NGHỊ QUYẾT', 'về nâng cao chất lượng sinh hoạt chi bộ', '-----', 'I- ĐẶC ĐIỂM TÌNH HÌNH'),
		]),
	).toEqual(
		[
			'Nghị quyết',
			'05-NQ/CB',
			'Chi bộ sở nội vụ',
			'2026-03-03',
			'về nâng cao chất lượng sinh hoạt chi bộ',
		].map((fact, at) => (at === 2 ? expect.stringMatching(/^chi bộ sở nội vụ$/i) : fact)),
	);
});

test('an official letter keeps its "V/v"; a generic office is completed with its superior', () => {
	expect(
		factsOf([
			...head(
				[
					'BAN CHẤP HÀNH TRUNG ƯƠNG',
					'VĂN PHÒNG',
					'Số: 123-CV/VPTW',
					'V/v báo cáo kết quả',
					'thực hiện nghị quyết',
				],
				['ĐẢNG CỘNG SẢN VIỆT NAM', 'Hà Nội, ngày 10 tháng 4 năm 2026'],
			),
			...lines('Kính gửi: Các tỉnh ủy, thành ủy'),
		]),
	).toEqual([
		'Công văn',
		'123-CV/VPTW',
		'Văn phòng Ban Chấp hành Trung ương',
		'2026-04-10',
		'V/v báo cáo kết quả thực hiện nghị quyết',
	]);
});

test('what was left blank has no value', () => {
	const [, number, , date] = factsOf([
		...head(
			['ỦY BAN NHÂN DÂN', 'XÃ PHÚ LÂM', 'Số:      /KH-UBND'],
			[...motto, 'Phú Lâm, ngày     tháng 5 năm 2026'],
		),
		...lines('KẾ HOẠCH', 'Thực hiện công tác cải cách hành chính', 'Căn cứ Nghị quyết số 76/NQ-CP;'),
	]);
	expect([number, date]).toEqual([null, null]);
});

test('a law bears its date in the closing words', () => {
	const [type, number, issuer, date] = factsOf([
		...head(['QUỐC HỘI', '-------', 'Luật số: 12/2026/QH16'], motto),
		...lines(
			'LUẬT',
			'LƯU TRỮ',
			'Căn cứ Hiến pháp;',
			'Điều 1. Phạm vi',
			'Nội dung.',
			'Luật này được Quốc hội khóa XVI, kỳ họp thứ 1 thông qua ngày 21 tháng 6 năm 2026.',
		),
	]);
	expect([type, number, issuer, date]).toEqual(['Luật', '12/2026/QH16', 'Quốc hội', '2026-06-21']);
});

test('the older head says type, issuer, number and date in one sentence', () => {
	expect(
		factsOf(
			lines(
				'Nghị định',
				'của Chính phủ số 29/1998/NĐ-CP ngày 11 tháng 5 năm 1998',
				'về việc ban hành Quy chế thực hiện dân chủ ở xã',
				'Chính phủ',
				'Căn cứ Luật Tổ chức Chính phủ;',
			),
		),
	).toEqual([
		'Nghị định',
		'29/1998/NĐ-CP',
		'Chính phủ',
		'1998-05-11',
		'về việc ban hành Quy chế thực hiện dân chủ ở xã',
	]);
});

test('a regulation that is issued with a decision has no number of its own', () => {
	const [type, number] = factsOf(
		lines(
			'QUY CHẾ',
			'Làm việc của chi ủy',
			'(Ban hành kèm theo Quyết định số 12-QĐ/CB ngày 03/3/2026)',
			'Chương I',
			'QUY ĐỊNH CHUNG',
		),
	);
	expect([type, number]).toEqual(['Quy chế', null]);
});

test('a consolidated text: the title of what it consolidates, its own number, date and issuer at its end', () => {
	expect(
		factsOf(
			lines(
				'CÔNG BÁO/Số 289 + 290/Ngày 10-4-2026',
				'VĂN BẢN PHÁP LUẬT KHÁC',
				'VĂN BẢN HỢP NHẤT -',
				'BỘ NỘI VỤ',
				...motto,
				'THÔNG TƯ1',
				'Quy định chế độ báo cáo',
				'Thông tư số 27/2018/TT-BNV ngày 25 tháng 12 năm 2018 của Bộ trưởng Bộ Nội vụ quy định chế độ báo cáo, có hiệu lực',
				'kể từ ngày 15 tháng 02 năm 2019 được sửa đổi, bổ sung bởi:',
				'Thông tư số 34/2021/TT-BNV ngày 30 tháng 12 năm 2021;',
				'Căn cứ Nghị định số 14/2017/NĐ-CP;',
				'Điều 1. Phạm vi',
				'Số: 959/VBHN-BNV',
				'',
				'XÁC THỰC VĂN BẢN HỢP NHẤT',
				'',
				'Hà Nội, ngày 30 tháng 3 năm 2026',
				...Array.from({ length: 60 }, () => 'Biểu mẫu'),
			),
		),
	).toEqual(['Văn bản hợp nhất', '959/VBHN-BNV', 'Bộ Nội vụ', '2026-03-30', 'Quy định chế độ báo cáo']);
});

test('a text whose head was left out: what enacts names the issuer, what is cited gives no number', () => {
	expect(
		factsOf(
			lines(
				'THÔNG TƯ',
				'Hướng dẫn việc kê khai thuế',
				'Căn cứ Luật Quản lý thuế được sửa đổi bởi',
				'Luật số 56/2024/QH15;',
				'Bộ trưởng Bộ Tài chính ban hành Thông tư hướng dẫn việc kê khai thuế.',
				'Điều 1. Phạm vi',
			),
		),
	).toEqual(['Thông tư', null, 'Bộ Tài chính', null, 'Hướng dẫn việc kê khai thuế']);
});

test('a page of a portal names the document in one line', () => {
	expect(
		factsOf(
			lines(
				'Trang chủ',
				'>',
				'Văn bản quy phạm pháp luật Trung ương',
				'Quyết định số 47/2018/QĐ-TTg Thí điểm thanh tra chuyên ngành',
				'GIỚI THIỆU',
				'Thuộc tính',
			),
		),
	).toEqual(['Quyết định', '47/2018/QĐ-TTg', 'Thủ tướng Chính phủ', null, 'Thí điểm thanh tra chuyên ngành']);
});

test('a number that was cut by wide spaces or goes on below', () => {
	const [, number] = factsOf(
		lines(
			'CHÍNH PHỦ',
			'Số:    15/2026/NQ-CP',
			...motto,
			'Hà Nội, ngày 06 tháng 4 năm 2026',
			'NGHỊ QUYẾT',
			'Về việc một',
		),
	);
	const [, long] = factsOf(
		lines('BỘ NỘI VỤ', 'Số: 01/2026/TTLT-BNV-', 'BTC-BCA', ...motto, 'THÔNG TƯ LIÊN TỊCH', 'Về việc hai'),
	);
	expect([number, long]).toEqual(['15/2026/NQ-CP', '01/2026/TTLT-BNV-BTC-BCA']);
});

test('joint issuers are joined', () => {
	const [type, , issuer] = factsOf([
		...head(
			['BỘ NỘI VỤ', 'BỘ TÀI CHÍNH', 'Số: 02/2026/TTLT-BNV-BTC'],
			[...motto, 'Hà Nội, ngày 01 tháng 6 năm 2026'],
		),
		...lines('THÔNG TƯ LIÊN TỊCH', 'Hướng dẫn chế độ phụ cấp', 'Căn cứ Luật Ngân sách nhà nước;'),
	]);
	expect([type, issuer]).toEqual(['Thông tư liên tịch', 'Bộ Nội vụ - Bộ Tài chính']);
});

test('it answers to anything and never throws', () => {
	fc.assert(
		fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 30 }), (texts) => {
			expect(Object.keys(recognise(lines(...texts)))).toEqual(['type', 'number', 'issuer', 'date', 'title']);
		}),
		{ numRuns: 200, seed: 30 },
	);
});

test('type and title in one line of capitals below motto, number and date', () => {
	expect(
		factsOf([
			...head(
				['ỦY BAN NHÂN DÂN', 'TỈNH SÔNG LAM', 'Số: 2338/QĐ-UBND'],
				[...motto, 'Sông Lam, ngày 02 tháng 7 năm 2026'],
			),
			...lines(
				'QUYẾT ĐỊNH CHẤP THUẬN CHỦ TRƯƠNG ĐẦU TƯ',
				'ĐỒNG THỜI CHẤP THUẬN NHÀ ĐẦU TƯ',
				'(Cấp lần đầu: Ngày 02 tháng 7 năm 2026)',
				'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÔNG LAM',
				'Căn cứ Luật Đầu tư số 143/2025/QH15;',
			),
		]).slice(0, 5),
	).toEqual([
		'Quyết định',
		'2338/QĐ-UBND',
		'Ủy ban nhân dân tỉnh Sông Lam',
		'2026-07-02',
		'CHẤP THUẬN CHỦ TRƯƠNG ĐẦU TƯ ĐỒNG THỜI CHẤP THUẬN NHÀ ĐẦU TƯ',
	]);
});

/** Heads as offices all over the country write them: what is in them is drawn, what must come out is known. */
const places = ['Hà Giang', 'Thừa Thiên Huế', 'Bà Rịa - Vũng Tàu', 'Đắk Lắk', 'Sóc Trăng', 'TP. Hồ Chí Minh'];
const kinds = [
	['QUYẾT ĐỊNH', 'QĐ', 'Quyết định'],
	['KẾ HOẠCH', 'KH', 'Kế hoạch'],
	['BÁO CÁO', 'BC', 'Báo cáo'],
	['CHỈ THỊ', 'CT', 'Chỉ thị'],
	['TỜ TRÌNH', 'TTr', 'Tờ trình'],
	['THÔNG BÁO', 'TB', 'Thông báo'],
] as const;

test('whatever province, kind, number and day: a head in the prescribed form is recognised', () => {
	fc.assert(
		fc.property(
			fc.record({
				place: fc.constantFrom(...places),
				kind: fc.constantFrom(...kinds),
				number: fc.integer({ min: 1, max: 9_999 }),
				day: fc.date({ min: new Date('2005-01-01'), max: new Date('2026-11-01'), noInvalidDate: true }),
				lead: fc.constantFrom('Số: ', 'Số:', 'Số ', 'SỐ: ', 'Số :  '),
				stroke: fc.constantFrom('/', ' /', '/ '),
				isParty: fc.boolean(),
				isOneLine: fc.boolean(),
			}),
			({ place, kind, number, day, lead, stroke, isParty, isOneLine }) => {
				const [name, sign, type] = kind;
				const printed = String(number).padStart(2, '0');
				const said = isParty ? `${printed}-${sign}/TU` : `${printed}/${sign}-UBND`;
				const written = isParty ? `${printed}-${sign}/TU` : `${printed}${stroke}${sign}-UBND`;
				const iso = day.toISOString().slice(0, 10);
				const [year, month, date] = iso.split('-');
				const dated = `${place}, ngày ${date} tháng ${month} năm ${year}`;
				const left = isParty
					? [`TỈNH ỦY ${place.toLocaleUpperCase('vi')}`, '*', `${lead}${written}`]
					: ['ỦY BAN NHÂN DÂN', `TỈNH ${place.toLocaleUpperCase('vi')}`, `${lead}${written}`];
				const right = isParty ? ['ĐẢNG CỘNG SẢN VIỆT NAM', dated] : [...motto, dated];
				const rows = isOneLine
					? lines(
							...Array.from(
								{ length: Math.max(left.length, right.length) },
								(_, at) => `${left[at] ?? ''}\t${right[at] ?? ''}`,
							),
						)
					: head(left, right);
				const found = recognise([
					...rows,
					...lines(name, 'Về việc tăng cường công tác cải cách hành chính', 'Căn cứ Luật Tổ chức;'),
				]);
				expect([found.type.value, found.number.value, found.date.value]).toEqual([type, said, iso]);
				expect(found.title.value).toBe('Về việc tăng cường công tác cải cách hành chính');
			},
		),
		{ numRuns: 150, seed: 20_261_125 },
	);
});
