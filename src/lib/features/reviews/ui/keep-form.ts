import { fromDevice, toDevice } from '#lib/ui/on-device.ts';

type Kept = Record<string, string>;

/**
 * Keeps on the device what is typed into the fields of a form, until it is sent. Fields of the page that are still as the server gave
 * them get back what was typed before. @param name under which it is kept: the page and the person
 * @returns what to call when the form was taken
 */
export const keepForm = (form: HTMLFormElement, name: string): (() => void) => {
	const fields = (): (HTMLInputElement | HTMLTextAreaElement)[] =>
		[...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, input')].filter(
			({ type }) => type !== 'hidden' && type !== 'checkbox',
		);
	const kept = fromDevice<Kept>(name);
	if (kept) {
		for (const field of fields()) {
			const typed = kept[field.name];
			if (typed === undefined || typed === field.value) continue;
			field.value = typed;
			field.dispatchEvent(new Event('input', { bubbles: true }));
		}
	}
	form.addEventListener('input', () =>
		toDevice(name, Object.fromEntries(fields().map((field) => [field.name, field.value]))),
	);
	return () => toDevice(name, null);
};
