import { answerWithPaper } from '../paper-file.server.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = answerWithPaper('proposal', 'pdf');
