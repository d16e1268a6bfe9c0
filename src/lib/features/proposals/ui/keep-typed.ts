import type { Attachment } from 'svelte/attachments';

/**
 * Keeps what is typed in the fields of a form on the device until it is sent: a reload or a phone that runs out loses
 * nothing. Only text areas that are empty when the page opens are filled again.
 * @param place under which it is kept, one for each form and person
 */
export const keepTyped =
	(place: string): Attachment<HTMLFormElement> =>
	(form) => {
		const key = `de-xuat ${place}`;
		const fields = [...form.querySelectorAll('textarea')];
		try {
			const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, string>;
			for (const field of fields) if (field.value === '') field.value = kept[field.name] ?? '';
		} catch {
			// A closed store: it is kept in the field alone.
		}
		const keep = (): void => {
			try {
				const typed = fields.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]);
				if (typed.length > 0) localStorage.setItem(key, JSON.stringify(Object.fromEntries(typed)));
				else localStorage.removeItem(key);
			} catch {
				// A full or closed store: it is kept in the field alone.
			}
		};
		form.addEventListener('input', keep);
		return () => form.removeEventListener('input', keep);
	};

/** The server has it. */
export const letGo = (place: string): void => {
	try {
		localStorage.removeItem(`de-xuat ${place}`);
	} catch {
		// Nothing was kept.
	}
};
