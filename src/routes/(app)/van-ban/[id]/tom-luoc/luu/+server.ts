import { saveDraft } from '#lib/features/summaries/commands.server.ts';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { httpStatus, isFailure } from '#lib/shared/failures.ts';
import type { RequestHandler } from './$types.js';

/** Keeps what is being typed on the page of writing. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const door = doorOf({ locals });
	const told: unknown = await request.json().catch(() => null);
	try {
		return Response.json(await saveDraft(door, told));
	} catch (error) {
		if (!isFailure(error)) throw error;
		return Response.json({ message: sayFailure(error) }, { status: httpStatus[error.kind] });
	}
};
