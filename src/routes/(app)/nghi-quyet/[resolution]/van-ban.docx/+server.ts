import { answerWithDraft } from '../draft-paper.server.ts';
import type { RequestHandler } from './$types.js';

/** The draft of a resolution in its prescribed layout, as .docx. */
export const GET: RequestHandler = answerWithDraft('docx');
