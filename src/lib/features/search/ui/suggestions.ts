import type { Suggestion } from '../suggest.server.ts';

const WAIT_MS = 180;

type Words = { list: string; count: (count: number) => string };

/**
 * Makes a field a combobox with a list (ARIA 1.2): suggestions are fetched a moment after the last key, arrows move in
 * them, Enter opens the chosen one, Escape closes the list. Without a choice Enter searches, as without this.
 */
export const offerSuggestions = (field: HTMLInputElement, words: Words): void => {
	const list = document.createElement('ul');
	list.id = `${field.id}-suggestions`;
	list.className = 'suggestions';
	list.setAttribute('role', 'listbox');
	list.setAttribute('aria-label', words.list);
	list.hidden = true;
	const told = document.createElement('span');
	told.className = 'visually-hidden';
	told.setAttribute('role', 'status');
	field.after(list, told);
	for (const [name, value] of Object.entries({
		role: 'combobox',
		'aria-autocomplete': 'list',
		'aria-controls': list.id,
		'aria-expanded': 'false',
	}))
		field.setAttribute(name, value);

	let chosen = -1;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let asked = '';

	const choose = (to: number): void => {
		chosen = to;
		for (const [at, entry] of [...list.children].entries())
			entry.setAttribute('aria-selected', String(at === to));
		const entry = list.children[to];
		if (entry) {
			field.setAttribute('aria-activedescendant', entry.id);
			entry.scrollIntoView({ block: 'nearest' });
		} else field.removeAttribute('aria-activedescendant');
	};
	const show = (open: boolean): void => {
		list.hidden = !open;
		field.setAttribute('aria-expanded', String(open));
		if (!open) choose(-1);
	};
	const entryOf = ({ href, lead, text }: Suggestion, at: number): HTMLLIElement => {
		const entry = document.createElement('li');
		entry.id = `${list.id}-${at}`;
		entry.setAttribute('role', 'option');
		const link = document.createElement('a');
		link.href = href;
		link.tabIndex = -1;
		if (lead) {
			const before = document.createElement('span');
			before.className = 'lead';
			before.textContent = lead;
			link.append(before);
		}
		link.append(text);
		entry.append(link);
		return entry;
	};
	const ask = async (): Promise<void> => {
		const text = field.value;
		if (text === asked) return;
		asked = text;
		if (text.trim().length < 2) return show(false);
		const answer = await fetch(`/tim/goi-y?${new URLSearchParams({ q: text })}`).catch(() => null);
		// The page of searching is there without suggestions; a failed one is no news.
		if (!answer?.ok || field.value !== text) return;
		const { suggestions } = (await answer.json()) as { suggestions: Suggestion[] };
		list.replaceChildren(...suggestions.map(entryOf));
		told.textContent = suggestions.length > 0 ? words.count(suggestions.length) : '';
		show(suggestions.length > 0 && document.activeElement === field);
	};

	field.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(() => void ask(), WAIT_MS);
	});
	field.addEventListener('keydown', (event) => {
		const last = list.children.length - 1;
		if (event.key === 'Escape' && !list.hidden) {
			event.preventDefault();
			show(false);
		} else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && last >= 0) {
			event.preventDefault();
			if (list.hidden) show(true);
			const step = event.key === 'ArrowDown' ? 1 : -1;
			choose(chosen + step > last ? -1 : chosen + step < -1 ? last : chosen + step);
		} else if (event.key === 'Enter' && chosen >= 0) {
			event.preventDefault();
			list.children[chosen]?.querySelector('a')?.click();
			show(false);
		}
	});
	field.addEventListener('focusout', (event) => {
		if (!list.contains(event.relatedTarget as Node | null)) show(false);
	});
	// A press on the list must not take the focus away before it is a click.
	list.addEventListener('pointerdown', (event) => event.preventDefault());
};
