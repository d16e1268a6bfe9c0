import { saveDraft } from '#lib/features/summaries/commands.server.ts';
import { answerJson } from '#lib/platform/forms/answer-json.ts';
import type { RequestHandler } from './$types.js';

/** Keeps what is being typed on the page of writing. */
export const POST: RequestHandler = (event) => answerJson(event, saveDraft);
