/** A passage that may be quoted: where it stands (a clause, a name) and its words. */
export type Quotable = { id: string; label: string; text: string };
export type QuoteGroup<Item extends Quotable> = { id: string; name: string; items: readonly Item[] };

/** What the drawer of quotations says, in the words of the feature that opens it. */
export type QuoteWords = {
	title: string;
	hint: string;
	none: string;
	find: string;
	notFound: string;
	quote: string;
	quoteOf: (label: string) => string;
};
