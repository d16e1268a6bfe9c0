import { expect, test } from 'vitest';
import { mediaTypeOf, safeFileName } from './uploads.ts';

test('a file keeps its name without folders and signs that a disk does not take; its kind is told by its first bytes', () => {
	expect(safeFileName('..\\..\\bí\u0000 mật<>.docx')).toBe('bí mật .docx');
	expect(mediaTypeOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toBe('image/png');
	expect(mediaTypeOf(new TextEncoder().encode('<script>'))).toBe('application/octet-stream');
});
