/** What one can press in an entry of a list; the first stands for the entry. */
const pressable = 'a[href], button:not(:disabled), summary';

const stepOf = (key: string, at: number, last: number): number | null =>
	({ ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last })[key] ?? null;

/** Arrows, Home and End move along the list in which the focus is. @returns whether the key was one of these */
export const moveAlongList = (key: string, focused: HTMLElement | null): boolean => {
	const list = focused?.closest('[data-list]');
	if (!list || focused?.closest('input, textarea, select, [contenteditable]')) return false;
	const entries = [...list.children].filter((entry) => entry.querySelector(pressable));
	const to = stepOf(
		key,
		entries.findIndex((entry) => entry.contains(focused)),
		entries.length - 1,
	);
	if (to === null) return false;
	entries[to]?.querySelector<HTMLElement>(pressable)?.focus();
	return true;
};
