import { answerWithReport } from '../report-file.server.ts';
import type { RequestHandler } from './$types.js';

/** The report of the round in its prescribed layout, as .docx. */
export const GET: RequestHandler = answerWithReport('docx');
