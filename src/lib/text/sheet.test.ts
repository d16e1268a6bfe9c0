import { expect, test } from 'vitest';
import { cellText, csvOf } from './sheet.ts';

test('what begins like a formula is text', () => {
	for (const typed of ['=1+1', '+84', '-2', '@SUM(A1)', '\t=1', '＝1'])
		expect(cellText(typed)).toBe(`'${typed}`);
	expect(cellText('Nguyễn Văn A=B')).toBe('Nguyễn Văn A=B');
});

test('a file begins with the mark of UTF-8; what parts cells or lines is quoted', () => {
	expect(
		csvOf([
			['Họ tên', 'Lý do'],
			['Đỗ "Út"', 'ốm, nghỉ\nhai ngày'],
			['=cmd|x', ''],
		]),
	).toBe('\uFEFFHọ tên,Lý do\r\n"Đỗ ""Út""","ốm, nghỉ\nhai ngày"\r\n\'=cmd|x,\r\n');
});
