import { answerWithNotice } from '../notice-file.server.ts';
import type { RequestHandler } from './$types.js';

/** The notice of the recognition in its prescribed layout, as .pdf. */
export const GET: RequestHandler = answerWithNotice('pdf');
