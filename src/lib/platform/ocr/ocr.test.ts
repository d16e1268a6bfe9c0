import { expect, test } from 'vitest';
import { liesOnSide, redAlone, withoutRed, withoutRules } from './clean-image.ts';
import { mendLine } from './mend.ts';
import { linesOfPage, type ReadPage } from './rows.ts';
import { scanKindOf, scanOf } from './scan-kind.ts';
import { bearsSecretStamp } from './secret-stamp.ts';

const page = (...lines: string[]): ReadPage => ({
	width: 1000,
	height: 1400,
	lines: lines.map((line, at) =>
		line.split(' ').map((text, word) => ({
			text,
			x0: 100 + word * 60,
			x1: 150 + word * 60,
			y0: 100 + at * 40,
			y1: 130 + at * 40,
			confidence: 90,
		})),
	),
});

test.each([
	['sé: 12/QĐ-UBND', 'Số: 12/QĐ-UBND'],
	['22s”... “Bố; 19/2026/NQ-CP', 'Số: 19/2026/NQ-CP'],
	['Số: l5/KH-UBND', 'Số: 15/KH-UBND'],
	['Số: 05 -NG/CB', 'Số: 05-NQ/CB'],
	['Số: Êd5/HC-CNHC', 'Số: .../HC-CNHC'],
	['s2 6 9BCT-ATMT', 'Số: .../BCT-ATMT'],
	['NGHỊ QUYÉT', 'NGHỊ QUYẾT'],
	['UỶ BAN NHÂN DẪN', 'ỦY BAN NHÂN DÂN'],
	['TÍNH LÀO CAI', 'TỈNH LÀO CAI'],
	['Hà Nội, ngày29tháng 4năm 2026', 'Hà Nội, ngày 29 tháng 4 năm 2026'],
	['Sông Lam, ngày 03 thóng 3 nâm 2026', 'Sông Lam, ngày 03 tháng 3 năm 2026'],
])('a head misread as %j is mended', (read, mended) => expect(mendLine(read)).toBe(mended));

test.each([
	'Công văn số 15464/CHQ-GSQL ngày 20 tháng 4 năm 2026 của Cục Hải quan',
	'Căn cứ Nghị định số 26/2026/NĐ-CP',
	'một số điều của Luật Hóa chất',
	'Tính đến nay, tỉnh đã có 12 xã',
])('%j is left as it was read', (line) => expect(mendLine(line)).toBe(line));

test('a mark of secrecy is seen whatever tone was read, alone on its line, and nowhere else', () => {
	for (const mark of ['MẬT', 'TỐI MẬT', 'TUYỆT MẶT', '| MAT |', 'ĐỘ MẬT'])
		expect(bearsSecretStamp(page('CHI BỘ', mark), null), mark).toBe(true);
	for (const line of ['bảo vệ bí mật nhà nước', 'BẢO VỆ BÍ MẬT NHÀ NƯỚC', 'mật', 'MẶT TRẬN TỔ QUỐC'])
		expect(bearsSecretStamp(page('CHI BỘ', line), null), line).toBe(false);
	expect(bearsSecretStamp(page('CHI BỘ'), page('~ w* TỐI MẬT Ỉ'))).toBe(true);
	expect(bearsSecretStamp(page('CHI BỘ'), page('ỦY BAN NHÂN DÂN'))).toBe(false);
});

test('a scan is told by its first bytes, and only what the readers gave back is one', () => {
	const jpg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
	const failed = { ok: false as const, format: 'image', detail: {}, warnings: [] };
	expect(scanKindOf(new Uint8Array([0x49, 0x49, 0x2a, 0]))).toBe('tiff');
	expect(scanOf({ ...failed, error: 'unsupported-format' }, jpg)).toBe('jpg');
	expect(scanOf({ ...failed, error: 'password' }, jpg)).toBeNull();
	expect(scanOf({ ...failed, error: 'unsupported-format' }, new TextEncoder().encode('{\\rtf1'))).toBeNull();
});

test('red goes from a page, blue and black stay; the red alone is black on white', () => {
	const pixels = new Uint8ClampedArray([
		210, 20, 30, 255, 30, 40, 160, 255, 10, 10, 10, 255, 255, 255, 255, 255,
	]);
	const red = pixels.slice();
	expect(withoutRed(pixels)).toBe(0.25);
	expect([pixels[0], pixels[4], pixels[8], pixels[12]].map((value) => (value ?? 0) > 200)).toEqual([
		true,
		false,
		false,
		true,
	]);
	redAlone(red);
	expect([red[0], red[4], red[8], red[12]]).toEqual([0, 255, 255, 255]);
});

test('a page whose lines run from top to bottom lies on its side', () => {
	const side = 120;
	const page = (inkAt: (x: number, y: number) => boolean): Uint8ClampedArray =>
		Uint8ClampedArray.from({ length: side * side * 4 }, (_, at) => {
			const place = Math.floor(at / 4);
			return inkAt(place % side, Math.floor(place / side)) ? 0 : 255;
		});
	expect(
		liesOnSide(
			page((x, y) => y % 12 < 6 && (x * 7 + y * 11) % 10 < 6),
			side,
			side,
		),
	).toBe(false);
	expect(
		liesOnSide(
			page((x, y) => x % 12 < 6 && (y * 7 + x * 11) % 10 < 6),
			side,
			side,
		),
	).toBe(true);
});

test('ruled lines go, letters stay', () => {
	const width = 400;
	const height = 60;
	const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
	const ink = (x: number, y: number): void =>
		void pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
	for (let x = 20; x < 380; x++) for (let y = 30; y < 33; y++) ink(x, y);
	for (let y = 5; y < 25; y++) for (let x = 50; x < 56; x++) ink(x, y);
	withoutRules(pixels, width, height, 300);
	expect(pixels[(31 * width + 200) * 4]).toBeGreaterThan(200);
	expect(pixels[(15 * width + 52) * 4]).toBe(0);
});

test('the columns of a head stay apart though a hand-written number leaves gaps in one of them', () => {
	const word = (text: string, x0: number, y0: number) => ({
		text,
		x0,
		x1: x0 + text.length * 12,
		y0,
		y1: y0 + 24,
		confidence: 90,
	});
	const read: ReadPage = {
		width: 1000,
		height: 1400,
		columnsAt: { x: 480, top: 80, bottom: 190 },
		lines: [
			[
				word('CHI', 80, 100),
				word('BỘ', 130, 100),
				word('ĐẢNG', 500, 100),
				word('CỘNG', 560, 100),
				word('SẢN', 620, 100),
			],
			[
				word('Số', 80, 150),
				word('-NQ/CB', 190, 150),
				word('Hà', 470, 150),
				word('Nội,', 500, 150),
				word('ngày', 560, 150),
				word('năm', 720, 150),
			],
		],
	};
	expect(linesOfPage(read, 1).map(({ text, column, columns }) => [text, column, columns])).toEqual([
		['CHI BỘ', 0, 2],
		['ĐẢNG CỘNG SẢN', 1, 2],
		['Số -NQ/CB', 0, 2],
		['Hà Nội, ngày năm', 1, 2],
	]);
});
