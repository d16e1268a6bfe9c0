import { expect, test } from 'vitest';
import { fileOf, laidData, laidPage, laidStyles, namedIn, relativeTo } from './static-site.ts';

const base = '/cong-khai';
const laid = { base, origin: 'http://a.vn', publicUrl: 'https://tin.b.vn/so' };

test.each([
	['/cong-khai', 'index.html'],
	['/cong-khai?trang=2', 'trang-2.html'],
	['/cong-khai/van-ban', 'van-ban.html'],
	['/cong-khai/van-ban?trang=3', 'van-ban-trang-3.html'],
	['/cong-khai/bai/giup-nguoi-k7m2p9xq', 'bai/giup-nguoi-k7m2p9xq.html'],
	['/cong-khai/feed.xml', 'feed.xml'],
	['/sitemap.xml', 'sitemap.xml'],
	['/_app/immutable/assets/a.css', '_app/immutable/assets/a.css'],
	['/cong-khai/@khac/van-ban', null],
	['/cong-khai/tim?q=a', null],
	['/cong-khai/../../etc/passwd', null],
	['/van-ban', null],
	['/_app/../x', null],
])('%s is the file %s', (address, file) => {
	expect(fileOf(address, base)).toBe(file);
});

test('one of several sites is laid down without its name', () => {
	expect(fileOf('/cong-khai/@mot/van-ban', '/cong-khai/@mot')).toBe('van-ban.html');
	expect(fileOf('/cong-khai/@hai/van-ban', '/cong-khai/@mot')).toBeNull();
});

test('links name files beside one another; whole addresses are those of the new place', () => {
	const html =
		'<link rel="canonical" href="http://a.vn/cong-khai/van-ban"/><a href="/cong-khai">đầu</a><a href="/cong-khai/nam/2026">2026</a>' +
		'<form action="/cong-khai/tim" method="get" data-search="" class="x"><input></form><a href="https://khac.vn/cong-khai">khác</a>';
	const page = laidPage(html, 'bai/x.html', laid, 'Tất cả bài');
	expect(page).toContain('href="https://tin.b.vn/so/van-ban.html"');
	expect(page).toContain('<a href="../index.html">đầu</a><a href="../nam/2026.html">');
	expect(page).toContain('<p><a href="../tim.html">Tất cả bài</a></p>');
	expect(page).not.toContain('<form');
	expect(page).toContain('https://khac.vn/cong-khai');
	expect(laidData('<id>http://a.vn/cong-khai</id>', 'feed.xml', laid)).toBe('<id>https://tin.b.vn/so/</id>');
	expect(laidData('User-agent: *', 'robots.txt', laid)).toContain('Sitemap: https://tin.b.vn/so/sitemap.xml');
});

test('a stylesheet finds its fonts', () => {
	expect(laidStyles('src:url(/_app/immutable/assets/f.woff2)', '_app/immutable/assets/a.css')).toBe(
		'src:url(../../../_app/immutable/assets/f.woff2)',
	);
	expect(relativeTo('index.html', 'van-ban.html')).toBe('van-ban.html');
});

test('what a page names is gone on with, and nothing of the application', () => {
	expect(
		namedIn(
			'<a href="/cong-khai/nam/2026#a"><a href="/dang-nhap"><link href="/_app/immutable/assets/a.css"><a href="/cong-khai?trang=2&amp;x=1">',
			base,
		),
	).toEqual(['/_app/immutable/assets/a.css']);
	expect(namedIn('<a href="/cong-khai/nam/2026"><a href="/cong-khai/nam/2026">', base)).toEqual([
		'/cong-khai/nam/2026',
	]);
});
