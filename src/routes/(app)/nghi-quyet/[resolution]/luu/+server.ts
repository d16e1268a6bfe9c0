import { saveResolution } from '#lib/features/resolutions/commands.server.ts';
import { answerJson } from '#lib/platform/forms/answer-json.ts';
import type { RequestHandler } from './$types.js';

/** Keeps what is being typed in a draft. */
export const POST: RequestHandler = ({ params, ...event }) =>
	answerJson(event, saveResolution, { resolutionId: params.resolution });
