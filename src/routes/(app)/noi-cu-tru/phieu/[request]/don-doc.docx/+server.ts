import { urgingLetter } from '../request-paper.server.ts';
import type { RequestHandler } from './$types.js';

/** The letter by which the residential cell is asked again. */
export const GET: RequestHandler = urgingLetter('docx');
