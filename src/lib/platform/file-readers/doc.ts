import { Buffer } from 'node:buffer';
import { decodeLegacy, detectEncoding } from '#lib/text/legacy.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { Unreadable } from './reading.ts';

type Extractor = {
	extract: (source: Buffer) => Promise<{ getBody: () => string; getTextboxes?: () => string }>;
};

/**
 * Word 97–2003 by word-extractor. Cells of a table come as lines parted by tabs. Runs carry no fonts here, so the
 * encoding is told by statistics, line by line where a file mixes two.
 * @throws Unreadable password | truncated | unreadable
 */
export const readDoc = async (bytes: Uint8Array): Promise<Paragraph[]> => {
	const { default: WordExtractor } = (await import('word-extractor')) as unknown as {
		default: new () => Extractor;
	};
	let body: string;
	try {
		const document = await new WordExtractor().extract(
			Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
		);
		body = document.getBody();
	} catch (error) {
		const message = error instanceof Error ? error.message : '';
		throw new Unreadable(
			/encrypt|password/i.test(message)
				? 'password'
				: /end of|range|bounds|offset/i.test(message)
					? 'truncated'
					: 'unreadable',
		);
	}
	const whole = detectEncoding(body);
	let table = 0;
	return body.split(/\r\n|\r|\n|\v|\f/).flatMap((line): Paragraph[] => {
		const text = decodeLegacy(
			line,
			whole ? (detectEncoding(line) ?? (line.length < 60 ? whole : null)) : null,
		);
		const cells = text.split('\t').map((cell) => cell.trim());
		const filled = cells.filter((cell) => cell !== '');
		if (filled.length < 2) return [{ text: filled[0] ?? '' }];
		table++;
		return cells.flatMap((cell, index) =>
			cell === '' ? [] : [{ text: cell, table: { table, row: 0, cell: index } }],
		);
	});
};
