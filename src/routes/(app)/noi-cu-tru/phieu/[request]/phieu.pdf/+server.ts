import { formOnPaper, formWithCode } from '../request-paper.server.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = formOnPaper('pdf');
export const POST: RequestHandler = formWithCode('pdf');
