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
