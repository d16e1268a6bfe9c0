import { tablePaper } from '#lib/features/reviews/print.server.ts';
import { answerWith } from '../../answer-with-paper.server.ts';
import type { RequestHandler } from './$types.js';

/** The table of a round in the Party's layout. */
export const GET: RequestHandler = ({ locals, params }) =>
	answerWith(locals, 'docx', (tx, { actor }, today) => tablePaper(tx, actor, params.round, today));
