/** A stretch of one text of one clause, as the server takes it. */
export type MarkedPlace = {
	clauseId: string;
	part: 'heading' | 'text';
	from: number;
	to: number;
	quote: string;
};

/** How many letters of an element stand before a place in it. */
const lettersBefore = (element: Element, node: Node, offset: number): number => {
	const range = document.createRange();
	range.selectNodeContents(element);
	range.setEnd(node, offset);
	return range.toString().length;
};

/**
 * What is selected in the text of the reader, one place for each clause that it touches, spaces at its ends left out.
 * @param root the element that holds clauses (data-clause) and their texts (data-part)
 */
export const placesIn = (root: HTMLElement, selection: Selection | null): MarkedPlace[] => {
	if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
	const range = selection.getRangeAt(0);
	if (!root.contains(range.commonAncestorContainer)) return [];
	const places: MarkedPlace[] = [];
	for (const element of root.querySelectorAll<HTMLElement>('[data-part]')) {
		if (!range.intersectsNode(element)) continue;
		const clauseId = element.closest<HTMLElement>('[data-clause]')?.dataset['clause'];
		if (!clauseId) continue;
		const text = element.textContent;
		const starts = element.contains(range.startContainer);
		const ends = element.contains(range.endContainer);
		let from = starts ? lettersBefore(element, range.startContainer, range.startOffset) : 0;
		let to = ends ? lettersBefore(element, range.endContainer, range.endOffset) : text.length;
		while (from < to && /\s/.test(text[from] ?? '')) from += 1;
		while (from < to && /\s/.test(text[to - 1] ?? '')) to -= 1;
		if (from >= to) continue;
		const part = element.dataset['part'] === 'heading' ? 'heading' : 'text';
		places.push({ clauseId, part, from, to, quote: text.slice(from, to) });
	}
	return places;
};
