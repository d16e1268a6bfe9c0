import { answerWithPlan } from '../plan-file.server.ts';
import type { RequestHandler } from './$types.js';

/** The yearly plan in its prescribed layout, as .pdf. */
export const GET: RequestHandler = answerWithPlan('pdf');
