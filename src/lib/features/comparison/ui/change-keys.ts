/** n goes to the next change of the page, p to the one before; not while somebody types. */
export const changeKeys = (event: KeyboardEvent): void => {
	if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== 'n' && event.key !== 'p')) return;
	const at = event.target as HTMLElement | null;
	if (at?.closest('input, textarea, select, [contenteditable]')) return;
	const changes = [...document.querySelectorAll<HTMLElement>('[data-change]')];
	const current = changes.findIndex((change) => change === at || change.contains(at));
	const shown =
		current >= 0 ? current : changes.findIndex((change) => change.getBoundingClientRect().top > 0) - 1;
	const next = changes[event.key === 'n' ? shown + 1 : Math.max(0, shown - (current >= 0 ? 1 : 0))];
	if (!next) return;
	event.preventDefault();
	next.focus({ preventScroll: true });
	next.scrollIntoView({ block: 'start' });
};
