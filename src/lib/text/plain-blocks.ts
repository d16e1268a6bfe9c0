/** A stretch of plain text as a paper takes it. */
export type PlainBlock =
	| { kind: 'heading'; level: 1; text: string }
	| { kind: 'item'; level: 2; text: string }
	| { kind: 'dash'; text: string }
	| { kind: 'paragraph'; text: string };

/**
 * Text that people typed as blocks of a paper: "I- …" is a part, "1. …" an item, "- …" a dash; the rest are paragraphs. The labels
 * themselves are the layout's, so they are taken off here.
 */
export const plainBlocks = (text: string): PlainBlock[] =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.map((line): PlainBlock => {
			const part = /^[IVX]+\s*[-.]\s*(.+)$/u.exec(line)?.[1];
			if (part) return { kind: 'heading', level: 1, text: part };
			const item = /^\d+\.\s+(.+)$/u.exec(line)?.[1];
			if (item) return { kind: 'item', level: 2, text: item };
			const dash = /^[-–]\s+(.+)$/u.exec(line)?.[1];
			return dash ? { kind: 'dash', text: dash } : { kind: 'paragraph', text: line };
		});
