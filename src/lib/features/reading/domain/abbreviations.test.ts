import { expect, test } from 'vitest';
import { abbreviationsIn } from './abbreviations.ts';

const table = [
	{ short: 'TT&TT', full: 'Thông tin và Truyền thông' },
	{ short: 'UBND', full: 'Ủy ban nhân dân' },
	{ short: 'HĐND', full: 'Hội đồng nhân dân' },
	{ short: 'MTTQ', full: 'Mặt trận Tổ quốc' },
	{ short: 'UBMTTQ', full: 'Ủy ban Mặt trận Tổ quốc' },
	{ short: 'ATTP', full: 'An toàn thực phẩm' },
];

const clause = (id: string, text: string, sectionId = 's1') => ({ id, sectionId, text });
const words = (text: string): string[] =>
	(abbreviationsIn([clause('c', text)], table)['c'] ?? []).map(
		({ from, to, title }) => `${text.slice(from, to)}: ${title}`,
	);

test('a short form tells what it stands for; the longer form goes before the shorter', () => {
	expect(words('Sở TT&TT trình UBND, HĐND tỉnh; UBMTTQ phối hợp.')).toEqual([
		'TT&TT: Thông tin và Truyền thông',
		'UBND: Ủy ban nhân dân',
		'HĐND: Hội đồng nhân dân',
		'UBMTTQ: Ủy ban Mặt trận Tổ quốc',
	]);
});

test('letters within a number or within a word are no short form', () => {
	expect(words('Nghị quyết số 18-NQ/TW, Quyết định 12/QĐ-UBND; ATTPX')).toEqual([]);
});

test('in a section a short form is told once, in the next one anew', () => {
	const found = abbreviationsIn(
		[clause('a', 'HĐND và HĐND'), clause('b', 'HĐND'), clause('c', 'HĐND', 's2')],
		table,
	);
	expect(Object.entries(found).map(([id, spans]) => [id, spans.length])).toEqual([
		['a', 1],
		['c', 1],
	]);
});

test('without a table the text is left alone', () => {
	expect(abbreviationsIn([clause('a', 'HĐND')], [])).toEqual({});
});
