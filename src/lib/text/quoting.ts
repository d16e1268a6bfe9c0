/** Words as people count them: what stands between spaces. */
export const wordsIn = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

/** Lines that quote a clause begin with this. */
export const QUOTE = '> ';

/** A clause as it stands in a paper: quoted line by line, with its source under it. */
export const quotationOf = (words: string, source: string): string =>
	[...words.trim().split(/\n+/), `— ${source}`].map((line) => QUOTE + line.trim()).join('\n');

/** A paragraph, or words that are quoted. */
export type Block = { isQuote: boolean; text: string };

/** A text in paragraphs, told apart by whether they quote. */
export const blocksOf = (text: string): Block[] => {
	const blocks: Block[] = [];
	for (const line of text.split('\n')) {
		const isQuote = line.startsWith('>');
		const words = isQuote ? line.replace(/^>\s?/, '') : line;
		const last = blocks.at(-1);
		if (words.trim() === '' && !isQuote) {
			if (last && last.text !== '') blocks.push({ isQuote: false, text: '' });
		} else if (last && last.isQuote === isQuote && last.text !== '') last.text += `\n${words}`;
		else if (last && last.text === '') Object.assign(last, { isQuote, text: words });
		else blocks.push({ isQuote, text: words });
	}
	return blocks.filter((block) => block.text !== '');
};

/** A quotation without its source, and the source: the last line where that begins with a dash. */
export const sourceOf = (quotation: string): { words: string; source: string } => {
	const lines = quotation.split('\n');
	const last = /^—\s*(.+)$/.exec(lines.at(-1) ?? '')?.[1];
	return last
		? { words: lines.slice(0, -1).join('\n'), source: last.trim() }
		: { words: quotation, source: '' };
};

/** A text as it is spoken: without the signs by which quotations are marked. */
export const ownWords = (text: string): string => text.replace(/^> ?(— ?)?/gmu, '');
