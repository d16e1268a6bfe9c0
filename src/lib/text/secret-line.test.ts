import { expect, test } from 'vitest';
import { secretMarkOfLine } from './secret-line.ts';

test.each([
	['TỐI MẬT - Báo cáo tình hình', 'TỐI MẬT'],
	['Báo cáo tình hình (Mật)', 'MẬT'],
	['MẬT', 'MẬT'],
	['Độ mật: Tuyệt mật', 'TUYỆT MẬT'],
	['V/v kế hoạch diễn tập [tối mật]', 'TỐI MẬT'],
	['BÁO CÁO NHÂN SỰ - TUYỆT MẬT', 'TUYỆT MẬT'],
	['Báo cáo TỐI MẬT về nhân sự', 'TỐI MẬT'],
	['Về việc họp\nMẬT\nKính gửi', 'MẬT'],
])('%s bears a mark', (line, mark) => {
	expect(secretMarkOfLine(line)).toBe(mark);
});

test.each([
	'Danh mục bí mật nhà nước độ tối mật của ngành Nội vụ',
	'V/v quản lý tài liệu mật trong cơ quan',
	'QUY ĐỊNH VỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC',
	'Tăng cường BẢO MẬT thông tin, đổi mật khẩu',
	'Kế hoạch phát triển nghề nuôi ong lấy mật',
	'',
])('%s only speaks of it', (line) => {
	expect(secretMarkOfLine(line)).toBeNull();
});
