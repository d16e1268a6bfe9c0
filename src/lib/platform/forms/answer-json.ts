import type { RequestEvent } from '@sveltejs/kit';
import { httpStatus, isFailure } from '#lib/shared/failures.ts';
import type { Command } from '../command/command.ts';
import { sayFailure } from '../failure-words.ts';
import { doorOf } from './form-action.ts';

/**
 * Runs a command with the JSON of a request and answers in JSON: what it gave, or the words of the failure. For what pages
 * send while one types.
 * @param extra values that the page's address knows
 */
export const answerJson = async <Input, Result>(
	event: Pick<RequestEvent, 'locals' | 'request'>,
	run: Command<Input, Result>,
	extra: Record<string, unknown> = {},
): Promise<Response> => {
	const told: unknown = await event.request.json().catch(() => null);
	try {
		return Response.json(await run(doorOf(event), { ...(told as object | null), ...extra }));
	} catch (error) {
		if (!isFailure(error)) throw error;
		return Response.json(
			{ message: error.issues[0]?.message ?? sayFailure(error) },
			{ status: httpStatus[error.kind] },
		);
	}
};
