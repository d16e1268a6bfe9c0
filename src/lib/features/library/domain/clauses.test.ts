import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '#lib/text/clean.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { matchClauses, parseClauses } from './clauses.ts';

const paragraphs = (...lines: string[]): Paragraph[] => lines.map((text) => ({ text }));
const squash = (text: string): string => cleanText(text).replace(/\s+/g, '');
const anchorsOf = (...lines: string[]): string[] =>
	parseClauses(paragraphs(...lines)).map(({ anchor }) => anchor);

test('a State document: chapters, articles, clauses, points (Nghị định 30/2020/NĐ-CP, annex I)', () => {
	const clauses = parseClauses(
		paragraphs(
			'NGHỊ ĐỊNH',
			'Căn cứ Luật Tổ chức Chính phủ;',
			'Chương I',
			'QUY ĐỊNH CHUNG',
			'Điều 1. Phạm vi điều chỉnh',
			'1. Nghị định này quy định về công tác văn thư.',
			'a) Soạn thảo văn bản;',
			'đ) Lưu trữ;',
			'2. Không áp dụng với văn bản mật.',
			'Điều 2. Hiệu lực',
			'Nghị định này có hiệu lực từ ngày ký.',
			'Nơi nhận:',
			'- Ban Bí thư;',
		),
	);
	expect(clauses.map(({ anchor, kind, isSection }) => [anchor, kind, isSection])).toEqual([
		['mo-dau', 'opening', false],
		['chuong-i', 'chapter', false],
		['dieu-1', 'article', true],
		['dieu-1.khoan-1', 'clause', false],
		['dieu-1.khoan-1.diem-a', 'point', false],
		['dieu-1.khoan-1.diem-dd', 'point', false],
		['dieu-1.khoan-2', 'clause', false],
		['dieu-2', 'article', true],
		['ket', 'closing', false],
	]);
	expect(clauses[1]?.heading).toBe('QUY ĐỊNH CHUNG');
	expect(clauses.find(({ anchor }) => anchor === 'dieu-1.khoan-1.diem-a')?.sectionAnchor).toBe('dieu-1');
	expect(clauses[1]?.sectionAnchor).toBe('dieu-1');
});

test('a Party document: romans, numbers, points, dashes (Hướng dẫn 36-HD/VPTW)', () => {
	const clauses = parseClauses(
		paragraphs(
			'NGHỊ QUYẾT',
			'I- QUAN ĐIỂM CHỈ ĐẠO',
			'1. Phát triển khoa học là đột phá.',
			'2. Đẩy mạnh hợp tác.',
			'II- NHIỆM VỤ',
			'1. Nâng cao nhận thức',
			'- Người đứng đầu chịu trách nhiệm.',
			'- Có kế hoạch cụ thể.',
			'III- TỔ CHỨC THỰC HIỆN',
			'Các cấp ủy quán triệt.',
		),
	);
	expect(clauses.filter(({ isSection }) => isSection).map(({ anchor }) => anchor)).toEqual([
		'muc-i.khoan-1',
		'muc-i.khoan-2',
		'muc-ii.khoan-1',
		'muc-iii',
	]);
	expect(clauses.map(({ anchor }) => anchor)).toContain('muc-ii.khoan-1.gach-2');
});

test('letters and romans are told apart by what went before', () => {
	const kinds = parseClauses(
		paragraphs('A- TÌNH HÌNH', 'I- Kết quả', 'II- Hạn chế', 'B- MỤC TIÊU', 'C- GIẢI PHÁP', 'I- Tuyên truyền'),
	).map(({ anchor }) => anchor);
	expect(kinds).toEqual(['phan-a', 'phan-a.muc-i', 'phan-a.muc-ii', 'phan-b', 'phan-c', 'phan-c.muc-i']);
});

test('a sentence that begins with a word of structure is text', () => {
	expect(
		anchorsOf(
			'Điều 1. Một',
			'Phần lớn đảng viên đã đọc.',
			'Mục 3 của Nghị quyết này được thay.',
			'Điều 5 của Luật này còn hiệu lực',
		),
	).toEqual(['dieu-1']);
});

test('what a law quotes belongs to the clause that amends; the outline goes on behind the quotation', () => {
	const clauses = parseClauses(
		paragraphs(
			'Điều 1. Sửa đổi, bổ sung một số điều của Luật Lưu trữ',
			'1. Sửa đổi, bổ sung Điều 5 như sau:',
			'“Điều 5. Quản lý',
			'1. Nhà nước quản lý thống nhất.',
			'a) Bảo vệ “tài liệu lưu trữ”;',
			'2. Bộ Nội vụ chịu trách nhiệm.”.',
			'2. Bãi bỏ khoản 3 Điều 6.',
			'3. Sửa đổi khoản 2 Điều 7 như sau:',
			'“2. Dấu đóng bị quên, chỉ dòng này là lời dẫn.',
			'Điều 2. Hiệu lực thi hành',
			'1. Luật này có hiệu lực từ ngày 01 tháng 01 năm 2027.',
		),
	);
	expect(clauses.map(({ anchor }) => anchor)).toEqual([
		'dieu-1',
		'dieu-1.khoan-1',
		'dieu-1.khoan-2',
		'dieu-1.khoan-3',
		'dieu-2',
		'dieu-2.khoan-1',
	]);
	expect(clauses[1]?.text).toContain('2. Bộ Nội vụ chịu trách nhiệm.”.');
});

test('a regulation that is attached numbers its articles anew, with anchors of its own', () => {
	const clauses = parseClauses(
		paragraphs(
			'QUYẾT ĐỊNH',
			'Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.',
			'Điều 2. Quyết định này có hiệu lực từ ngày ký.',
			'TM. ỦY BAN NHÂN DÂN',
			'CHỦ TỊCH',
			'QUY CHẾ',
			'Làm việc của Ủy ban nhân dân',
			'(Ban hành kèm theo Quyết định số 12/QĐ-UBND)',
			'Chương I',
			'QUY ĐỊNH',
			'CHUNG',
			'Điều 1. Phạm vi',
			'1. Quy chế này quy định việc làm việc.',
			'Phụ lục I',
			'Điều 1. Mẫu',
		),
	);
	expect(clauses.map(({ anchor }) => anchor)).toEqual([
		'mo-dau',
		'dieu-1',
		'dieu-2',
		'ket',
		'quy-che',
		'quy-che.chuong-i',
		'quy-che.dieu-1',
		'quy-che.dieu-1.khoan-1',
		'phu-luc-i',
		'phu-luc-i.dieu-1',
	]);
	expect(clauses[5]?.heading).toBe('QUY ĐỊNH CHUNG');
});

test('a signature that is only shown as an example does not end the outline', () => {
	expect(
		anchorsOf(
			'I- HƯỚNG DẪN CHUNG',
			'1. Phạm vi',
			'2. Cách ký',
			'T/M BAN THƯỜNG VỤ',
			'BÍ THƯ',
			'3. Cách đóng dấu',
			'II- TỔ CHỨC THỰC HIỆN',
			'Các cấp ủy thực hiện.',
			'Nơi nhận:',
			'- Lưu Văn phòng.',
		),
	).toEqual(['muc-i', 'muc-i.khoan-1', 'muc-i.khoan-2', 'muc-i.khoan-3', 'muc-ii', 'ket']);
});

test('a text without structure becomes sections of some hundred words', () => {
	const clauses = parseClauses(
		paragraphs(
			...Array.from({ length: 40 }, () =>
				'Đồng chí nói chuyện dưới cờ về việc học tập và làm theo. '.repeat(2),
			),
		),
	);
	expect(clauses.length).toBeGreaterThan(1);
	expect(clauses.every(({ isSection, kind }) => isSection && kind === 'paragraph')).toBe(true);
});

const line = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 60 }),
	fc.constantFrom(
		'Điều 1. Phạm vi',
		'Chương I',
		'I- MỤC TIÊU',
		'1. Việc một',
		'1.1. Việc nhỏ',
		'a) Điểm',
		'- Gạch',
		'+ Cộng',
		'Phụ lục II',
		'Nơi nhận:',
		'TM. ỦY BAN',
		'PHẦN THỨ NHẤT',
		'B. HAI',
		'Mục 2',
	),
);

test('whatever comes in, no text is lost, anchors are unique, parents and sections exist', () => {
	fc.assert(
		fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
			const clauses = parseClauses(paragraphs(...lines));
			expect(squash(clauses.map(({ label, heading, text }) => label + (heading ?? '') + text).join(''))).toBe(
				squash(lines.join('')),
			);
			const anchors = new Set(clauses.map(({ anchor }) => anchor));
			expect(anchors.size).toBe(clauses.length);
			for (const { parentAnchor, sectionAnchor } of clauses) {
				if (parentAnchor !== null) expect(anchors).toContain(parentAnchor);
				expect(anchors).toContain(sectionAnchor);
			}
		}),
		{ numRuns: 300, seed: 57 },
	);
});

test('clauses read again are matched by anchor, then by their words', () => {
	const before = parseClauses(paragraphs('Điều 1. Một', 'Nội dung một.', 'Điều 2. Hai', 'Nội dung hai.'));
	const after = parseClauses(paragraphs('Điều 1. Một', 'Nội dung một.', 'Điều 3. Hai', 'Nội dung hai.'));
	expect([...matchClauses(before, after)]).toEqual([
		['dieu-1', 'dieu-1'],
		['dieu-3', 'dieu-2'],
	]);
});

test('new wording that an amending item sets out without quotation marks is none of its own clauses', () => {
	const lines = [
		'Điều 1. Sửa đổi một số quy định',
		'1. Bổ sung vào khoản 1 Mục II Phần 1 như sau:',
		'1.1. Người có nghĩa vụ kê khai gồm:',
		'a) Cán bộ;',
		'2. Sửa đổi khoản 2 Mục I Phần 2 như sau:',
		'2. Sau khi danh sách được phê duyệt thì kê khai.',
		'Phần 5a: XỬ LÝ VI PHẠM',
		'Điều 2. Tổ chức thực hiện',
		'1. Thông tư này có hiệu lực từ ngày ký.',
	];
	const found = parseClauses(lines.map((text) => ({ text })));
	expect(found.map(({ depth, label }) => `${depth} ${label}`)).toEqual([
		'1 Điều 1.',
		'2 1.',
		'2 2.',
		'1 Điều 2.',
		'2 1.',
	]);
});
