import { blocksOf, sourceOf } from '#lib/text/quoting.ts';

type Block = { kind: 'paragraph'; text: string } | { kind: 'quotation'; text: string; source: string };

/**
 * The final text as it is published: paragraphs, and quotations with their sources.
 * @param withheld what quotations may no longer name, because the person took the consent back
 */
export const siteBlocksOf = (text: string, withheld: readonly string[] = []): Block[] =>
	blocksOf(text).flatMap((block): Block[] => {
		if (!block.isQuote) return [{ kind: 'paragraph', text: block.text }];
		const { words, source } = sourceOf(block.text);
		if (withheld.some((title) => source.includes(title))) return [];
		return [{ kind: 'quotation', text: words, source }];
	});
