import { expect, test } from 'vitest';
import { exportPage, fileNames } from './export-page.ts';
import { periodOf } from './period.ts';

const today = '2026-11-23';

test('a period is this year, a quarter of it, or all that there is', () => {
	expect(periodOf(null, today)).toEqual({
		key: 'nam',
		period: { from: '2026-01-01', to: '2026-12-31', today },
	});
	expect(periodOf('quy-2', today).period).toMatchObject({ from: '2026-04-01', to: '2026-06-30' });
	expect(periodOf('tat-ca', today).period.from < '1950-01-01').toBe(true);
	expect(periodOf('quy-5', today).key).toBe('nam');
});

test('the page of an export says what was written, and nothing of it becomes markup', () => {
	const page = exportPage(
		{
			title: 'Dữ liệu của <Trần An>',
			lines: ['Lập ngày 23/11/2026'],
			parts: [
				{
					title: 'Bài thu hoạch',
					items: [{ title: 'Quán triệt <b>', words: ['a & b'], state: 'Đã nộp', day: '20/11/2026' }],
					texts: [{ title: 'Bài', body: '<script>alert(1)</script>\ndòng hai' }],
					files: ['tep/bai/ảnh 1.jpg'],
					empty: 'Chưa có',
				},
				{ title: 'Đề xuất', empty: 'Chưa có' },
			],
		},
		'vi',
	);
	expect(page).toContain('Dữ liệu của &lt;Trần An&gt;');
	expect(page).not.toContain('<script>');
	expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\ndòng hai');
	expect(page).toContain('href="tep/bai/%E1%BA%A3nh%201.jpg"');
	expect(page).toContain('<small>Chưa có</small>');
});

test('files of one name get numbers; a name leads into no other folder', () => {
	expect(fileNames(['a.pdf', 'A.pdf', 'a.pdf', '../x', ''])).toEqual([
		'a.pdf',
		'A (2).pdf',
		'a (3).pdf',
		'.. x',
		'tep',
	]);
});
