import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baseOf, entryPath, isPublicPath, pageOf, shortIdFrom, shortIdIn, slugOf } from './addresses.ts';
import { kindAt, kindPlaces, siteKinds } from './kinds.ts';

test('an address says in plain letters what it leads to', () => {
	expect(slugOf('Đoàn kết nội bộ')).toBe('doan-ket-noi-bo');
	expect(slugOf('  “Sợi chỉ đỏ” — 57-NQ/TW!  ')).toBe('soi-chi-do-57-nq-tw');
	const long = slugOf('Nâng cao chất lượng công tác chuyên môn '.repeat(9));
	expect(long.length).toBeLessThanOrEqual(80);
	expect(long).not.toMatch(/-$/);
});

test('any words make an address of letters, figures and single hyphens', () => {
	fc.assert(fc.property(fc.string(), (words) => /^([a-z0-9]+(-[a-z0-9]+)*)?$/.test(slugOf(words))));
});

test('the end of an address finds its entry, whatever stands before it', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.string(), (bytes, words) => {
			const shortId = shortIdFrom(bytes);
			const path = entryPath(baseOf(null), { slug: slugOf(words), shortId });
			return shortIdIn(path.slice('/cong-khai/bai/'.length)) === shortId;
		}),
	);
	expect(shortIdIn('giup-nguoi-cao-tuoi')).toBeNull();
	expect(shortIdIn('0192a0b0-0000-7000-8000-000000000001')).toBeNull();
});

test('the site is what lies below its root, and four files beside it', () => {
	for (const path of [
		'/cong-khai',
		'/cong-khai/bai/x',
		'/feed.xml',
		'/feed.json',
		'/sitemap.xml',
		'/robots.txt',
	])
		expect(isPublicPath(path), path).toBe(true);
	for (const path of ['/', '/cong-khai-khac', '/cong-bo', '/van-ban', '/feed.xml/x'])
		expect(isPublicPath(path), path).toBe(false);
});

test('each kind has an address of its own', () => {
	expect(siteKinds.map((kind) => kindAt(kindPlaces[kind]))).toEqual([...siteKinds]);
	expect(kindAt('bai')).toBeNull();
});

test('the first page of a list has the plain address', () => {
	expect(pageOf('/cong-khai', 1)).toBe('/cong-khai');
	expect(pageOf('/cong-khai/tim', 2, 'q=đảng viên')).toBe(
		'/cong-khai/tim?q=%C4%91%E1%BA%A3ng+vi%C3%AAn&trang=2',
	);
});
