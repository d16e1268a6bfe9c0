import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { drawPage } from '../../../../tests/support/draw-page.ts';
import { openPages } from './pages.ts';
import { scannedOf } from './read-scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'thuctien-askew-'));
const pages = openPages({ background: false });
afterAll(() => {
	pages.close();
	rmSync(folder, { recursive: true, force: true });
});

const lines = [
	'Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ chịu trách nhiệm tổ chức thực',
	'hiện nghị quyết này, báo cáo kết quả trước ngày ba mươi tháng mười hai hằng năm.',
	'Mọi đảng viên nghiên cứu đầy đủ nghị quyết trong tháng, ghi lại ý kiến của mình và',
	'nêu những việc sẽ làm; mỗi quý chi bộ kiểm tra một lần việc thực hiện của từng',
	'đồng chí được giao, biểu dương kịp thời người làm tốt, nhắc nhở người còn chậm.',
];

test('a page that lies a little askew in the scanner is read in the order of its lines', {
	timeout: 120_000,
}, async () => {
	const path = join(folder, 'askew.png');
	writeFileSync(
		path,
		drawPage(
			lines.map((text, at) => ({ text, y: 240 + at * 62, size: 32 })),
			0.7,
		),
	);
	const { read } = await pages.read({ path, format: 'png' }, 1);
	const text = scannedOf([{ page: 1, read }])
		.paragraphs.map((paragraph) => paragraph.text)
		.join(' ');
	const found = ['Chính phủ', 'nghị quyết này', 'nghiên cứu', 'nêu những việc', 'biểu dương'].map((words) =>
		text.indexOf(words),
	);
	expect(found.every((at) => at >= 0)).toBe(true);
	expect([...found].sort((one, other) => one - other)).toEqual(found);
});
