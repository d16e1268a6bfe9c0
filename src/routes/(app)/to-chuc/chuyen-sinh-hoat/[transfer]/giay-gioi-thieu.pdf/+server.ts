import { letterCopy, letterWithCode } from '../../letter-answer.server.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = letterCopy('pdf');
export const POST: RequestHandler = letterWithCode('pdf');
