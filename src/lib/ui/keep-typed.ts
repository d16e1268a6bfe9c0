import type { Attachment } from 'svelte/attachments';
import { fromDevice, toDevice } from './on-device.ts';

type Typed = HTMLTextAreaElement | HTMLInputElement;
const kinds: readonly string[] = ['text', 'radio'];

const isRadio = (one: Typed): one is HTMLInputElement => one.type === 'radio';
const fieldsOf = (form: HTMLFormElement): Typed[] =>
	[...form.elements].filter(
		(one): one is Typed =>
			one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && kinds.includes(one.type)),
	);
const answersOf = (fields: readonly Typed[]): Record<string, string> =>
	Object.fromEntries(
		fields
			.filter((one) => (isRadio(one) ? one.checked : one.value !== ''))
			.map(({ name, value }) => [name, value]),
	);

/**
 * Keeps what is typed and chosen in a form on the device until it is sent: a reload or a phone that runs out loses nothing. Only
 * what is empty when the page opens is filled again.
 * @param key under which it is kept, one for each form and person
 */
export const keepTypedUnder =
	(key: string): Attachment<HTMLFormElement> =>
	(form) => {
		const kept = fromDevice<Record<string, string>>(key) ?? {};
		const answered = answersOf(fieldsOf(form));
		for (const one of fieldsOf(form)) {
			const value = kept[one.name];
			if (value === undefined || one.name in answered) continue;
			if (isRadio(one)) one.checked = one.value === value;
			else one.value = value;
		}
		const keep = (): void => {
			const answers = answersOf(fieldsOf(form));
			toDevice(key, Object.keys(answers).length > 0 ? answers : null);
		};
		form.addEventListener('input', keep);
		return () => form.removeEventListener('input', keep);
	};

/** The server has it. */
export const letGoOf = (key: string): void => toDevice(key, null);
