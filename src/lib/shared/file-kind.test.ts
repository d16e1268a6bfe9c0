import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { mediaTypeOf, safeFileName, slideFormatOf } from './file-kind.ts';

test('the name of a file leads nowhere and breaks no header', () => {
	expect(safeFileName('..\\..\\bí\u0000 mật<>.docx')).toBe('bí mật .docx');
	expect(safeFileName('///')).toBe('tep');
});

test('the kind of a file is told by its bytes, not by its name', () => {
	expect(mediaTypeOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toBe('image/png');
	expect(mediaTypeOf(new TextEncoder().encode('<script>'))).toBe('application/octet-stream');
	expect(slideFormatOf(strToU8('%PDF-1.7'))).toBe('pdf');
	expect(slideFormatOf(zipSync({ 'ppt/presentation.xml': strToU8('<p/>') }))).toBe('pptx');
	expect(slideFormatOf(zipSync({ 'word/document.xml': strToU8('<w/>') }))).toBe('docx');
	expect(slideFormatOf(zipSync({ 'xl/workbook.xml': strToU8('<x/>') }))).toBeNull();
	expect(slideFormatOf(strToU8('MZ…'))).toBeNull();
});
