import { moveAlongList } from './list-keys.ts';

/** The search field of the shell, else (on a phone) that of the page, else the way to the page of searching. */
const toSearch = (): void =>
	[...document.querySelectorAll<HTMLElement>('input[type="search"], a[href="/tim"]')]
		.find((field) => field.checkVisibility())
		?.focus();

/** The keys of every page: arrows move along lists, "/" and Ctrl K go to the search field, "?" asks for the list of keys, Escape closes open menus. */
export const keysOfPage =
	(showHelp: () => void) =>
	(event: KeyboardEvent): void => {
		if (event.key === 'Escape') {
			for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[name="menu"][open]'))
				menu.open = false;
			return;
		}
		if (
			event.key.toLowerCase() === 'k' &&
			(event.ctrlKey || event.metaKey) &&
			!event.altKey &&
			!event.shiftKey
		) {
			event.preventDefault();
			toSearch();
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
		if (moveAlongList(event.key, at)) event.preventDefault();
		else if (event.key === '/') {
			event.preventDefault();
			toSearch();
		} else if (event.key === '?') {
			showHelp();
		}
	};
