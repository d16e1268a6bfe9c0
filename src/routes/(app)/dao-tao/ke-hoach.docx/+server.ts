import { answerWithPlan } from '../plan-file.server.ts';
import type { RequestHandler } from './$types.js';

/** The yearly plan in its prescribed layout, as .docx. */
export const GET: RequestHandler = answerWithPlan('docx');
