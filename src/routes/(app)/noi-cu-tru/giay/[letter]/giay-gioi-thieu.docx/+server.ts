import { letterCopy, letterWithCode } from '../../../paper-answer.server.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = letterCopy('docx');
export const POST: RequestHandler = letterWithCode('docx');
