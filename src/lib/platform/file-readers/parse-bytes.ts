import { cleanText } from '#lib/text/clean.ts';
import { mendHalfConverted } from '#lib/text/half-converted.ts';
import { isApart, joinLetters } from '#lib/text/letters-apart.ts';
import { type Mending, mending as newMending } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { type Kind, kindOf } from './format.ts';
import { type FileFormat, type Reading, type ReadLimits, Unreadable } from './reading.ts';

type Read = { format: FileFormat; paragraphs: Paragraph[]; pages: number | null };

/** Formats that a reader takes whole; each is loaded when the first file of its kind comes. */
const readText = async (
	kind: Kind,
	bytes: Uint8Array,
	limits: ReadLimits,
	mending: Mending,
): Promise<Read | null> => {
	if (bytes.length > limits.textBytes) {
		throw new Unreadable('too-large', {
			megabytes: Math.round(bytes.length / 1_048_576),
			limit: Math.round(limits.textBytes / 1_048_576),
		});
	}
	const { decodeBytes, readMarkdown, readPlain } = await import('./plain.ts');
	if (kind === 'html' || kind === 'mhtml') {
		const page = kind === 'mhtml' ? (await import('./mhtml.ts')).pageOfMhtml(bytes) : bytes;
		const { readHtml } = await import('./html.ts');
		return { format: 'html', paragraphs: readHtml(decodeBytes(page), mending), pages: null };
	}
	if (kind === 'wordxml') {
		const { readWordXml } = await import('./docx.ts');
		return { format: 'docx', paragraphs: readWordXml(decodeBytes(bytes), mending), pages: null };
	}
	if (kind === 'md') return { format: 'md', paragraphs: readMarkdown(decodeBytes(bytes)), pages: null };
	if (kind === 'txt')
		return { format: 'txt', paragraphs: readPlain(decodeBytes(bytes), mending), pages: null };
	return null;
};

const paragraphsOf = async (
	kind: Kind,
	bytes: Uint8Array,
	limits: ReadLimits,
	mending: Mending,
): Promise<Read> => {
	const one = (format: FileFormat, paragraphs: Paragraph[]): Read => ({ format, paragraphs, pages: null });
	if (kind === 'docx')
		return one('docx', (await import('./docx.ts')).readDocx(bytes, limits.unpackedBytes, mending));
	if (kind === 'odt')
		return one('odt', (await import('./odt.ts')).readOdt(bytes, limits.unpackedBytes, mending));
	if (kind === 'doc') return one('doc', (await import('./doc.ts')).readDoc(bytes, mending));
	if (kind === 'pdf') return { format: 'pdf', ...(await (await import('./pdf.ts')).readPdf(bytes, mending)) };
	if (kind === 'rtf') return one('rtf', (await import('./rtf.ts')).readRtf(bytes, mending));
	const ending = { zip: '.zip', edxml: '.edxml', image: 'ảnh' }[kind as string];
	if (ending) throw new Unreadable('unsupported-format', { ending });
	const read = await readText(kind, bytes, limits, mending);
	if (!read) throw new Unreadable('unsupported-format', { ending: kind });
	return read;
};

/** What happens to texts of every format on their way: letters apart, half-converted words, noise of encodings. */
const mended = (paragraphs: readonly Paragraph[], mending: Mending): Paragraph[] => {
	const joined = paragraphs.map(({ text }) => {
		if (!isApart(text)) return text;
		const whole = joinLetters(text);
		mending.note('letters-apart', text, whole);
		return whole;
	});
	const cleaned = joined.map((text) => cleanText(text, mending));
	const whole = mendHalfConverted(cleaned, mending);
	return paragraphs.map((paragraph, at) => ({ ...paragraph, text: whole[at] ?? paragraph.text }));
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
		const mending = newMending();
		const read = await paragraphsOf(kind, bytes, limits, mending);
		if (read.paragraphs.length > limits.paragraphs)
			throw new Unreadable('too-many-paragraphs', { limit: limits.paragraphs });
		const paragraphs = mended(read.paragraphs, mending);
		if (!paragraphs.some((paragraph) => /\p{L}/u.test(paragraph.text)))
			throw new Unreadable(read.format === 'pdf' ? 'scan-without-text' : 'no-text', {
				pages: read.pages ?? 1,
			});
		return {
			ok: true,
			format: read.format,
			paragraphs,
			pages: read.pages,
			characters: paragraphs.reduce((sum, { text }) => sum + text.length, 0),
			warnings,
			mended: mending.list(),
		};
	} catch (error) {
		if (!(error instanceof Unreadable))
			return { ok: false, format, error: 'unreadable', detail: {}, warnings };
		return { ok: false, format, error: error.key, detail: error.detail, warnings };
	}
};
