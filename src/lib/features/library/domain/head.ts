import type { Paragraph } from '#lib/text/paragraph.ts';

/** A piece of the head of a document: a line, or one column's part of it, with where it stands. */
export type Piece = {
	text: string;
	paragraph: number;
	start: number;
	end: number;
	column: number;
	kind: 'text' | 'motto' | 'rule';
};

const mottos =
	/CỘNG\s*H[ÒO][ÀA]?\s*XÃ\s*HỘI\s*CHỦ\s*NGHĨA\s*VIỆT\s*NAM|CỘNG\s*HOÀ\s*XÃ\s*HỘI\s*CHỦ\s*NGHĨA\s*VIỆT\s*NAM|ĐỘC\s*LẬP\s*-?\s*TỰ\s*DO\s*-?\s*HẠNH\s*PHÚC\.?|ĐẢNG\s*CỘNG\s*SẢN\s*VIỆT\s*NAM/giu;
const rule = /^[\s\-_*=—–.~#|]+$|^-0-$|^o0o$/iu;
const gap = /\s{3,}|\t+|\s*\|\s*/g;

/** What follows the head: the grounds, the addressee, the first article or part. */
export const bodyOpener =
	/^\s*(?:-\s*)?(?:Căn cứ|Kính gửi|Xét |Theo đề nghị|Trên cơ sở|Thi hành |QUYẾT NGHỊ|QUYẾT ĐỊNH\s*:|CHỈ THỊ\s*:|Điều\s+1\b|Điều\s+1[.:]|Chương\s+(?:I|1)\b|Phần\s+(?:thứ nhất|I|1)\b|(?:I|A|1)\s*[.-]\s*[-.]?\s*\p{Lu})/iu;

const MOST_PARAGRAPHS = 120;

/**
 * The pieces of the head, in the order of the paragraphs. Columns of a line come apart at wide gaps, tabs and the
 * mottos; mottos and rules keep their place so that what lies between them can be told.
 */
export const headPieces = (paragraphs: readonly Paragraph[]): Piece[] => {
	const pieces: Piece[] = [];
	for (const [index, paragraph] of paragraphs.slice(0, MOST_PARAGRAPHS).entries()) {
		const { text } = paragraph;
		const cuts: { start: number; end: number; motto: boolean }[] = [];
		for (const match of text.matchAll(mottos))
			cuts.push({ start: match.index, end: match.index + match[0].length, motto: true });
		for (const match of text.matchAll(gap)) {
			if (!cuts.some((cut) => cut.motto && match.index >= cut.start && match.index < cut.end))
				cuts.push({ start: match.index, end: match.index + match[0].length, motto: false });
		}
		cuts.sort((one, other) => one.start - other.start);
		let from = 0;
		let column = paragraph.table?.cell ?? 0;
		const add = (start: number, end: number, motto: boolean): void => {
			const raw = text.slice(start, end);
			if (raw.trim() === '') return;
			const lead = raw.length - raw.trimStart().length;
			// An "ĐẢNG CỘNG SẢN VIỆT NAM" within a sentence is not the motto.
			pieces.push({
				text: raw.trim(),
				paragraph: index,
				start: start + lead,
				end: start + raw.trimEnd().length,
				column,
				kind: motto ? 'motto' : rule.test(raw) ? 'rule' : 'text',
			});
		};
		const isSentence = text.length > 140 && !paragraph.table;
		for (const cut of isSentence ? [] : cuts) {
			add(from, cut.start, false);
			if (cut.motto) add(cut.start, cut.end, true);
			column++;
			from = cut.end;
		}
		add(from, text.length, false);
	}
	return pieces;
};
