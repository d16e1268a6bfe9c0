import {
	decodeLegacy,
	detectEncoding,
	encodingOfFont,
	isCapitalFont,
	type LegacyEncoding,
	likelierEncoding,
} from '#lib/text/legacy.ts';
import type { Mending } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';

/** A stretch of text in one font. Without a font its encoding is told by statistics. */
export type Run = { text: string; font?: string | undefined; bold?: boolean | undefined };
/** A paragraph before its old fonts are decoded. */
export type RunParagraph = Omit<Paragraph, 'text' | 'bold'> & { runs: Run[]; label?: string };

type Decoding = { encoding: LegacyEncoding | null; capitals: boolean };
const plain: Decoding = { encoding: null, capitals: false };

const LEAST_LETTERS = 40;
/** So much of a font's text, or of a file's beginning, middle and end, tells its encoding. */
const SAMPLE = 20_000;
const vietnamese = /[ăđơưĂĐƠƯ\u1EA0-\u1EF9]/g;
const letters = /[\p{L}\u00A1-\u00FF]/gu;

/**
 * How the text of each font is encoded. A font's name tells, unless what stands in it is Unicode after all: files keep
 * the old names in their tables long after their text was converted.
 */
const decodingsOf = (paragraphs: readonly RunParagraph[]): Map<string, Decoding> => {
	const samples = new Map<string, string>();
	for (const { runs } of paragraphs) {
		for (const { text, font = '' } of runs) {
			const sample = samples.get(font) ?? '';
			if (sample.length < SAMPLE) samples.set(font, sample + text);
		}
	}
	return new Map(
		[...samples].map(([font, sample]): [string, Decoding] => {
			const count = sample.match(letters)?.length ?? 0;
			const named = encodingOfFont(font);
			if ((sample.match(vietnamese)?.length ?? 0) >= Math.max(1, count * 0.03)) return [font, plain];
			if (named) return [font, { encoding: named, capitals: isCapitalFont(font) }];
			return count < LEAST_LETTERS
				? [font, plain]
				: [font, { encoding: detectEncoding(sample), capitals: false }];
		}),
	);
};

/** Neighbouring runs of one encoding are decoded together: a VNI letter may be split between two. */
const decodedText = (
	runs: readonly Run[],
	decodings: ReadonlyMap<string, Decoding>,
	mending: Mending,
): string => {
	let body = '';
	for (let index = 0; index < runs.length; ) {
		const { encoding, capitals } = decodings.get(runs[index]?.font ?? '') ?? plain;
		let joined = '';
		for (; index < runs.length; index++) {
			const next = decodings.get(runs[index]?.font ?? '') ?? plain;
			if (next.encoding !== encoding || next.capitals !== capitals) break;
			joined += runs[index]?.text ?? '';
		}
		const likelier = encoding && likelierEncoding(joined, encoding);
		const decoded = decodeLegacy(joined, likelier);
		const text = capitals && likelier === encoding ? decoded.toLocaleUpperCase('vi') : decoded;
		if (likelier && text !== joined) mending.note(likelier, joined, text);
		body += text;
	}
	return body;
};

/** Decodes paragraphs by the fonts of their runs; lines within a paragraph become paragraphs of their own. */
export const decodeParagraphs = (paragraphs: readonly RunParagraph[], mending: Mending): Paragraph[] => {
	const decodings = decodingsOf(paragraphs);
	return paragraphs.flatMap(({ runs, label, ...look }): Paragraph[] => {
		const body = decodedText(runs, decodings, mending);
		const written = runs.filter(({ text }) => text.trim() !== '');
		const bold = written.length > 0 && written.every((run) => run.bold);
		// A label with letters of its own ("Điều 1.") stands in the font of its paragraph.
		const font = /[\u0080-\u00FF]/.test(label ?? '') ? (runs[0]?.font ?? '') : '';
		const shown = label && decodeLegacy(label, decodings.get(font)?.encoding ?? null);
		const text = (shown && body.trim() ? `${shown} ` : '') + body;
		return text.split('\n').map((line) => ({ text: line, ...look, ...(bold ? { bold: true } : {}) }));
	});
};

/**
 * Decodes lines of which no fonts are known. The whole tells whether there is anything to decode; where a file mixes
 * two encodings each line is asked again.
 */
export const decodeLines = (lines: readonly string[], mending: Mending): string[] => {
	const text = lines.join('\n');
	const middle = Math.max(0, (text.length >> 1) - (SAMPLE >> 1));
	const whole =
		text.length <= 3 * SAMPLE
			? detectEncoding(text)
			: detectEncoding(text.slice(0, SAMPLE) + text.slice(middle, middle + SAMPLE) + text.slice(-SAMPLE));
	if (!whole) return [...lines];
	return lines.map((line) => {
		const isUnicode = /[\u0102-\u01B0\u1EA0-\u1EF9]/.test(line);
		const own = isUnicode ? null : likelierEncoding(line, whole);
		const decoded = decodeLegacy(line, own);
		if (own && decoded !== line) mending.note(own, line, decoded);
		return decoded;
	});
};
