/** Where an arrow leads on the board: up and down in the column, left and right to the card beside. Null: not one of these, or nowhere. */
export const nextCard = (board: HTMLElement, card: HTMLElement | null, key: string): HTMLElement | null => {
	if (!card || !['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight'].includes(key)) return null;
	const columns = [...board.children].map((column) => [
		...column.querySelectorAll<HTMLElement>('[data-card]'),
	]);
	const at = columns.findIndex((cards) => cards.includes(card));
	const row = columns[at]?.indexOf(card) ?? 0;
	const titleOf = (found: HTMLElement | undefined): HTMLElement | null =>
		found?.querySelector<HTMLElement>('a') ?? null;
	if (key === 'ArrowDown' || key === 'ArrowUp')
		return titleOf(columns[at]?.[row + (key === 'ArrowDown' ? 1 : -1)]);
	const beside = key === 'ArrowRight' ? columns.slice(at + 1) : columns.slice(0, at).reverse();
	const cards = beside.find((column) => column.length > 0);
	return titleOf(cards?.[Math.min(row, (cards?.length ?? 1) - 1)]);
};
