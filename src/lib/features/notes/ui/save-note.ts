import { m } from '#lib/paraglide/messages.js';
import type { MarkedPlace } from './selection.ts';

export type NoteAct =
	| { act: 'write'; pieces: readonly MarkedPlace[]; body: string }
	| { act: 'change'; noteId: string; body: string }
	| { act: 'remove' | 'restore'; noteId: string };

/**
 * Sends one act on one's notes of a document.
 * @returns null when it is done, else what to tell: nothing that was typed may be thrown away then
 */
export const saveNote = async (documentId: string, act: NoteAct): Promise<string | null> => {
	try {
		const answer = await fetch(`/van-ban/${documentId}/ghi-chu/luu`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: JSON.stringify(act),
			redirect: 'manual',
		});
		if (answer.ok) return null;
		const told: unknown = await answer.json().catch(() => null);
		const message = typeof told === 'object' && told !== null && 'message' in told ? told.message : null;
		return typeof message === 'string' && message !== '' ? message : m.notes_not_saved();
	} catch {
		return m.notes_not_saved();
	}
};
