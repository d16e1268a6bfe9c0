import { expect, test } from 'vitest';
import { properName } from './organ-names.ts';

test.each([
	['TỈNH ỦY SÔNG LAM', 'Tỉnh ủy Sông Lam'],
	['THÀNH ỦY SÔNG LAM', 'Thành ủy Sông Lam'],
	['ĐẢNG ỦY SỞ NỘI VỤ', 'Đảng ủy Sở Nội vụ'],
	['ỦY BAN NHÂN DÂN TỈNH SÔNG LAM', 'Ủy ban nhân dân tỉnh Sông Lam'],
	['THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH SÔNG LAM', 'Thường trực Hội đồng nhân dân tỉnh Sông Lam'],
	['ĐẢNG ỦY CƠ SỞ PHƯỜNG SÔNG LAM', 'Đảng ủy cơ sở phường Sông Lam'],
	['CỤC ĐỔI MỚI SÁNG TẠO VÀ KHUYẾN CÔNG', 'Cục Đổi mới sáng tạo và khuyến công'],
])('%s is written %s in running text', (printed, written) => {
	expect(properName(printed)).toBe(written);
});
