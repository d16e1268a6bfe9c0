import type { Attachment } from 'svelte/attachments';
import { fromDevice, toDevice } from '#lib/ui/on-device.ts';

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
		const kept = fromDevice<Record<string, string>>(key);
		for (const field of fields) if (field.value === '') field.value = kept?.[field.name] ?? '';
		const keep = (): void => {
			const typed = fields.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]);
			toDevice(key, typed.length > 0 ? Object.fromEntries(typed) : null);
		};
		form.addEventListener('input', keep);
		return () => form.removeEventListener('input', keep);
	};

/** The server has it. */
export const letGo = (place: string): void => toDevice(`de-xuat ${place}`, null);
