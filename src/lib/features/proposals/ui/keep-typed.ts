import type { Attachment } from 'svelte/attachments';
import { keepTypedUnder, letGoOf } from '#lib/ui/keep-typed.ts';

/**
 * Keeps what is typed in a form of proposals on the device until it is sent.
 * @param place under which it is kept, one for each form and person
 */
export const keepTyped = (place: string): Attachment<HTMLFormElement> => keepTypedUnder(`de-xuat ${place}`);

/** The server has it. */
export const letGo = (place: string): void => letGoOf(`de-xuat ${place}`);
