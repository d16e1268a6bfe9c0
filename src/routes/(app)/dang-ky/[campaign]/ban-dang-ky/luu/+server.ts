import { saveRegistration } from '#lib/features/commitments/writing.server.ts';
import { answerJson } from '#lib/platform/forms/answer-json.ts';
import type { RequestHandler } from './$types.js';

/** Keeps what is being typed on the page of writing. */
export const POST: RequestHandler = ({ params, ...event }) =>
	answerJson(event, saveRegistration, { campaignId: params.campaign });
