import { cleanText } from '#lib/text/clean.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { kindOf } from './format.ts';
import { readHtml } from './html.ts';
import { decodeBytes, readMarkdown, readPlain } from './plain.ts';
import { type FileFormat, type Reading, type ReadLimits, Unreadable } from './reading.ts';

const paragraphsOf = async (
	kind: string,
	bytes: Uint8Array,
	limits: ReadLimits,
): Promise<{ format: FileFormat; paragraphs: Paragraph[]; pages: number | null }> => {
	if (kind === 'docx') {
		const { readDocx } = await import('./docx.ts');
		return { format: 'docx', paragraphs: readDocx(bytes, limits.unpackedBytes), pages: null };
	}
	if (kind === 'pdf') {
		const { readPdf } = await import('./pdf.ts');
		return { format: 'pdf', ...(await readPdf(bytes)) };
	}
	if (kind === 'doc') {
		const { readDoc } = await import('./doc.ts');
		return { format: 'doc', paragraphs: await readDoc(bytes), pages: null };
	}
	if (bytes.length > limits.textBytes) {
		throw new Unreadable('too-large', {
			megabytes: Math.round(bytes.length / 1_048_576),
			limit: Math.round(limits.textBytes / 1_048_576),
		});
	}
	if (kind === 'html') return { format: 'html', paragraphs: readHtml(decodeBytes(bytes)), pages: null };
	if (kind === 'md') return { format: 'md', paragraphs: readMarkdown(decodeBytes(bytes)), pages: null };
	if (kind === 'txt') return { format: 'txt', paragraphs: readPlain(decodeBytes(bytes)), pages: null };
	throw new Unreadable('unsupported-format', { ending: kind === 'rtf' ? '.rtf' : 'ảnh' });
};

/** Reads bytes in this very thread; `readDocument` guards it with a limit of memory and time. */
export const parseBytes = async (bytes: Uint8Array, name: string, limits: ReadLimits): Promise<Reading> => {
	const warnings: string[] = [];
	let format: string | null = null;
	try {
		if (bytes.length === 0) throw new Unreadable('empty-file');
		const { kind, misnamed } = kindOf(bytes, name);
		format = kind;
		if (misnamed) warnings.push('wrong-ending');
		const read = await paragraphsOf(kind, bytes, limits);
		let characters = 0;
		const paragraphs = read.paragraphs.map((paragraph) => {
			const text = cleanText(paragraph.text);
			characters += text.length;
			return { ...paragraph, text };
		});
		if (!paragraphs.some((paragraph) => /\p{L}/u.test(paragraph.text)))
			throw new Unreadable(read.format === 'pdf' ? 'scan-without-text' : 'no-text', {
				pages: read.pages ?? 1,
			});
		return { ok: true, format: read.format, paragraphs, pages: read.pages, characters, warnings };
	} catch (error) {
		if (!(error instanceof Unreadable))
			return { ok: false, format, error: 'unreadable', detail: {}, warnings };
		return { ok: false, format, error: error.key, detail: error.detail, warnings };
	}
};
