import { formOnPaper, formWithCode } from '../request-paper.server.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = formOnPaper('docx');
export const POST: RequestHandler = formWithCode('docx');
