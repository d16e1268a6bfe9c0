/** The keys of every page: "/" goes to the search field, "?" asks for the list of keys, Escape closes open menus. */
export const keysOfPage =
	(showHelp: () => void) =>
	(event: KeyboardEvent): void => {
		if (event.key === 'Escape') {
			for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[name="menu"][open]'))
				menu.open = false;
			return;
		}
		const at = event.target as HTMLElement | null;
		if (
			event.ctrlKey ||
			event.metaKey ||
			event.altKey ||
			at?.closest('input, textarea, select, [contenteditable]')
		)
			return;
		if (event.key === '/') {
			event.preventDefault();
			document.querySelector<HTMLInputElement>('#search')?.focus();
		} else if (event.key === '?') {
			showHelp();
		}
	};
