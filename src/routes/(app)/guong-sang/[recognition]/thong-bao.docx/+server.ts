import { answerWithNotice } from '../notice-file.server.ts';
import type { RequestHandler } from './$types.js';

/** The notice of the recognition in its prescribed layout, as .docx. */
export const GET: RequestHandler = answerWithNotice('docx');
