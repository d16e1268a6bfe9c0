import { answerWithCall } from '../call-paper.server.ts';
import type { RequestHandler } from './$types.js';

/** The invitation to the meeting in its prescribed layout, as .docx. */
export const GET: RequestHandler = answerWithCall('invitation', 'docx');
