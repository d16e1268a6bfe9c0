import { expect, test } from 'vitest';
import { secretMarkOf, secretMarkOfName } from './secrecy.ts';

test.each(['MẬT', 'TỐI MẬT', 'TUYỆT MẬT', '(MẬT)', 'ĐỘ MẬT: TỐI MẬT'])(
	'%s alone on a line is a mark',
	(text) => {
		expect(secretMarkOf([{ text: 'TỈNH ỦY' }, { text }])).not.toBeNull();
	},
);

test.each(['Công tác bảo vệ bí mật nhà nước', 'Luật Bảo vệ bí mật nhà nước quy định độ mật', 'Bảo mật'])(
	'"%s" only speaks of secrets',
	(text) => {
		expect(secretMarkOf([{ text }])).toBeNull();
	},
);

test('the mark in the name of a file', () => {
	expect(secretMarkOfName('TUYỆT MẬT - ke hoach.docx')).toBe('TUYỆT MẬT');
	expect(secretMarkOfName('toi mat bao cao.pdf')).toBe('TỐI MẬT');
	expect(secretMarkOfName('bao mat thong tin.docx')).toBeNull();
});
