import { answerWithDraft } from '../draft-paper.server.ts';
import type { RequestHandler } from './$types.js';

/** The draft of a resolution in its prescribed layout, as .pdf. */
export const GET: RequestHandler = answerWithDraft('pdf');
