import { expect, test } from 'vitest';
import { anchorIndex, exactAnchor, nearestAnchor, pathBefore, pathsIn } from './clause-path.ts';

const paths = (text: string) => pathsIn(text).map(({ pieces }) => pieces.join('.'));

test.each([
	['điểm a khoản 2 Điều 5', ['dieu-5.khoan-2.diem-a']],
	['điểm đ, khoản 1a, Điều 12', ['dieu-12.khoan-1a.diem-dd']],
	['khoản 4 và khoản 5 Điều 3', ['dieu-3.khoan-4', 'dieu-3.khoan-5']],
	['các khoản 2, 3 và 4 Điều 100', ['dieu-100.khoan-2', 'dieu-100.khoan-3', 'dieu-100.khoan-4']],
	['khoản 1 Mục II Phần 1', ['phan-1.muc-ii.khoan-1']],
	['Chương VIIa và Phụ lục III', ['phu-luc-iii.chuong-viia']],
	['điểm khoản, một số điều của luật', []],
])('%s', (text, expected) => {
	expect(paths(text)).toEqual(expected);
});

test('the place before a citation, with what joins them', () => {
	const text = 'theo các khoản 1, 2 Điều 5 của Nghị định';
	expect(pathBefore(text, text.indexOf('Nghị định'))).toMatchObject({ pieces: ['dieu-5'], start: 5 });
	expect(pathBefore('theo quy định của Nghị định', 18)).toBeNull();
});

test('a path leads to its clause, or to the nearest one above it', () => {
	const index = anchorIndex(['dieu-5', 'dieu-5.khoan-2', 'dieu-6.khoan-2', 'muc-ii.khoan-2', 'phu-luc-so-1']);
	expect(exactAnchor(index, ['dieu-5', 'khoan-2'])).toBe('dieu-5.khoan-2');
	expect(exactAnchor(index, ['dieu-5', 'khoan-9'])).toBeNull();
	expect(nearestAnchor(index, ['dieu-5', 'khoan-9'])).toBe('dieu-5');
	expect(nearestAnchor(index, ['phu-luc-1'])).toBe('phu-luc-so-1');
	expect(nearestAnchor(index, ['dieu-7'])).toBeNull();
});
