import { answerWithRegistration } from '../registration-file.server.ts';
import type { RequestHandler } from './$types.js';

/** The registration in its printed form, as .pdf. */
export const GET: RequestHandler = answerWithRegistration('pdf');
