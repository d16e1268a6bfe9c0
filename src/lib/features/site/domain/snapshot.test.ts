import { expect, test } from 'vitest';
import { beginningOf, digestText, searchQuery, searchWords } from './snapshot.ts';

const shown = {
	title: 'Giúp người cao tuổi',
	summary: '',
	theme: 'Đạo đức công vụ',
	authorName: 'Trần Văn An',
	day: '2026-11-20',
	blocks: [
		{ kind: 'heading' as const, text: 'Việc đã làm' },
		{ kind: 'paragraph' as const, text: 'Ở lại ngoài giờ.\nViết bằng chữ to.' },
	],
};

test('without a summary the text begins in the list', () => {
	expect(beginningOf(shown.blocks)).toBe('Ở lại ngoài giờ. Viết bằng chữ to.');
	expect(beginningOf([{ kind: 'paragraph', text: 'từ '.repeat(200) }])).toMatch(/^(từ )+từ…$/);
	expect(beginningOf([])).toBe('');
});

test('the digest tells every word apart', () => {
	expect(digestText(shown)).toBe(digestText({ ...shown }));
	for (const other of [{ title: 'Khác' }, { theme: '' }, { authorName: '' }, { blocks: [] }])
		expect(digestText({ ...shown, ...other })).not.toBe(digestText(shown));
});

test('words are found with their marks and without', () => {
	const { exact, folded } = searchWords(shown);
	expect(exact).toContain("'tuổi'");
	expect(folded).toContain("'tuoi'");
	expect(searchQuery('Người cao tuổi')).toEqual({
		exact: "'người' & 'cao' & 'tuổi'",
		folded: "'nguoi' & 'cao' & 'tuoi'",
	});
	expect(searchQuery(' !? ')).toBeNull();
});
