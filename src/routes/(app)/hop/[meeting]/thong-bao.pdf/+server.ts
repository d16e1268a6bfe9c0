import { answerWithCall } from '../call-paper.server.ts';
import type { RequestHandler } from './$types.js';

/** The notice of the meeting in its prescribed layout, as .pdf. */
export const GET: RequestHandler = answerWithCall('notice', 'pdf');
