import { expect, test } from 'vitest';
import { parseClauses } from '#lib/features/library/domain/clauses.ts';
import { readInstructions } from './amendments.ts';
import { applyAmendments } from './apply-amendments.ts';
import type { ComparedClause } from './compared.ts';

const parse = (lines: readonly string[]) => parseClauses(lines.map((text) => ({ text })));
const clausesOf = (lines: readonly string[]): ComparedClause[] =>
	parse(lines).map((clause) => ({ ...clause, sourceId: clause.anchor }));

const old = clausesOf([
	'Điều 1. Phạm vi điều chỉnh',
	'Quy chế này quy định việc sinh hoạt chi bộ của Bộ Tài nguyên và Môi trường.',
	'Điều 2. Thời gian sinh hoạt',
	'1. Chi bộ họp mỗi tháng một lần.',
	'2. Thời lượng ít nhất 60 phút.',
	'3. Trường hợp đặc biệt:',
	'a) Chi bộ ở xa;',
	'b) Chi bộ có nhiều đảng viên đi công tác.',
	'Điều 3. Biên bản',
	'Biên bản được đọc trước khi kết thúc.',
]);
const amended = (lines: readonly string[], number = '07-QC/ĐU') => {
	const instructions = readInstructions(clausesOf(lines), number);
	const { clauses, failed } = applyAmendments(old, instructions, parse);
	const text = new Map(
		clauses.map((clause) => [clause.anchor, [clause.heading, clause.text].filter(Boolean).join(' ')]),
	);
	return { instructions, failed, text, anchors: clauses.map(({ anchor }) => anchor), clauses };
};

test('a clause is written anew, a new one is put in its place, one is struck out', () => {
	const { text, anchors, failed, clauses } = amended([
		'Điều 1. Sửa đổi, bổ sung một số điều của Quy chế số 07-QC/ĐU',
		'1. Sửa đổi khoản 2 Điều 2 như sau:',
		'“2. Thời lượng ít nhất 90 phút.”',
		'2. Bổ sung khoản 2a vào sau khoản 2 Điều 2 như sau:',
		'“2a. Sinh hoạt chuyên đề ít nhất 120 phút.”',
		'3. Bãi bỏ điểm b khoản 3 Điều 2.',
	]);
	expect(failed).toEqual([]);
	expect(text.get('dieu-2.khoan-2')).toBe('Thời lượng ít nhất 90 phút.');
	expect(anchors).toEqual([
		'dieu-1',
		'dieu-2',
		'dieu-2.khoan-1',
		'dieu-2.khoan-2',
		'dieu-2.khoan-2a',
		'dieu-2.khoan-3',
		'dieu-2.khoan-3.diem-a',
		'dieu-3',
	]);
	expect(clauses.find(({ anchor }) => anchor === 'dieu-2.khoan-2a')?.sourceId).toBe('dieu-1.khoan-2');
});

test('new wording of several clauses, a heading alone and a whole new article', () => {
	const { text, anchors, failed } = amended([
		'Điều 1. Sửa đổi, bổ sung một số điều',
		'1. Sửa đổi, bổ sung khoản 1 và khoản 2 Điều 2 như sau:',
		'“1. Chi bộ họp mỗi tháng một lần vào tuần đầu.',
		'2. Thời lượng ít nhất 90 phút.”',
		'2. Sửa đổi, bổ sung Điều 3 như sau:',
		'a) Sửa đổi tên Điều 3 như sau:',
		'“Điều 3. Biên bản và nghị quyết”',
		'3. Bổ sung Điều 3a vào sau Điều 3 như sau:',
		'“Điều 3a. Lưu trữ',
		'1. Biên bản lưu tại chi bộ.',
		'2. Bản điện tử lưu trên hệ thống.”',
	]);
	expect(failed).toEqual([]);
	expect(text.get('dieu-2.khoan-1')).toContain('vào tuần đầu');
	expect(text.get('dieu-2.khoan-2')).toContain('90 phút');
	expect(text.get('dieu-3')).toContain('Biên bản và nghị quyết');
	expect(text.get('dieu-3')).toContain('đọc trước khi kết thúc');
	expect(anchors.slice(-3)).toEqual(['dieu-3a', 'dieu-3a.khoan-1', 'dieu-3a.khoan-2']);
});

test('the article told above holds for what follows; words are replaced where it is said', () => {
	const { text, failed } = amended([
		'Điều 1. Sửa đổi, bổ sung',
		'1. Sửa đổi, bổ sung một số điểm, khoản của Điều 2 như sau:',
		'a) Sửa đổi điểm a khoản 3 như sau:',
		'“a) Chi bộ ở hải đảo, biên giới;”',
		'2. Thay thế cụm từ “Bộ Tài nguyên và Môi trường” bằng cụm từ “Bộ Nông nghiệp và Môi trường” tại Điều 1.',
	]);
	expect(failed).toEqual([]);
	expect(text.get('dieu-2.khoan-3.diem-a')).toBe('Chi bộ ở hải đảo, biên giới;');
	expect(text.get('dieu-1')).toContain('Bộ Nông nghiệp và Môi trường');
});

test('an order for another document is passed over; one without a place changes nothing and is told', () => {
	const other = amended([
		'Điều 1. Sửa đổi khoản 2 Điều 2 của Quy chế số 99-QC/ĐU như sau:',
		'“2. Không phải của văn bản này.”',
	]);
	expect(other.instructions).toEqual([]);
	const lost = amended(['Điều 1. Sửa đổi', '1. Sửa đổi khoản 9 Điều 77 như sau:', '“9. Không có chỗ.”']);
	expect(lost.failed.map(({ order }) => order)).toEqual(['Sửa đổi khoản 9 Điều 77']);
	expect(lost.clauses).toEqual(old);
});
