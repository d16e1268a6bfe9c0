import { changeNote, removeNote, restoreNote, writeNotes } from '#lib/features/notes/commands.server.ts';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { httpStatus, invalid, isFailure } from '#lib/shared/failures.ts';
import type { RequestHandler } from './$types.js';

const acts = { write: writeNotes, change: changeNote, remove: removeNote, restore: restoreNote };
const isAct = (name: unknown): name is keyof typeof acts =>
	typeof name === 'string' && Object.hasOwn(acts, name);

/** One act on one's own notes, from the reader's page; what is wrong with it is told in words. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const door = doorOf({ locals });
	const told: unknown = await request.json().catch(() => null);
	if (typeof told !== 'object' || told === null || !('act' in told) || !isAct(told.act)) throw invalid([]);
	try {
		await acts[told.act](door, { ...told, documentId: params.id });
	} catch (error) {
		if (!isFailure(error)) throw error;
		const message = error.issues.map((issue) => issue.message).join(' ') || sayFailure(error);
		return Response.json({ message }, { status: httpStatus[error.kind] });
	}
	return new Response(null, { status: 204 });
};
