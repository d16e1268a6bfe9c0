import { expect, test } from 'vitest';
import { cookieOf, grounds, lookOf, sizes, themeOf, usualLook } from './look.ts';

test('every look is remembered as it was chosen', () => {
	for (const size of sizes) {
		for (const ground of [...grounds, null])
			expect(lookOf(cookieOf({ size, ground }))).toEqual({ size, ground });
	}
});

test('a cookie that says nothing sensible is the usual look', () => {
	for (const cookie of [undefined, '', '9.xanh', '..', 'toi']) expect(lookOf(cookie)).toEqual(usualLook);
});

test('without a chosen ground the reader looks as the application does', () => {
	expect(themeOf(usualLook, 'auto')).toBe('auto');
	expect(themeOf({ size: 2, ground: 'giay' }, 'dark')).toBe('light');
});
