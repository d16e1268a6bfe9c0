import { answerWithRegistration } from '../registration-file.server.ts';
import type { RequestHandler } from './$types.js';

/** The registration in its printed form, as .docx. */
export const GET: RequestHandler = answerWithRegistration('docx');
