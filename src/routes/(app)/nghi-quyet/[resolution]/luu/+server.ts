import { saveResolution } from '#lib/features/resolutions/commands.server.ts';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { httpStatus, isFailure } from '#lib/shared/failures.ts';
import type { RequestHandler } from './$types.js';

/** Keeps what is being typed in a draft. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const door = doorOf({ locals });
	const told: unknown = await request.json().catch(() => null);
	try {
		const input = told && typeof told === 'object' ? { ...told, resolutionId: params.resolution } : told;
		return Response.json(await saveResolution(door, input));
	} catch (error) {
		if (!isFailure(error)) throw error;
		return Response.json({ message: sayFailure(error) }, { status: httpStatus[error.kind] });
	}
};
