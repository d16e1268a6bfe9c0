import { selfPaper } from '#lib/features/reviews/print.server.ts';
import { answerWith } from '../../../../answer-with-paper.server.ts';
import type { RequestHandler } from './$types.js';

/** What somebody handed in, on the prescribed form, for who rates. */
export const GET: RequestHandler = ({ locals, params }) =>
	answerWith(locals, 'docx', (tx, { actor }, today) =>
		selfPaper(tx, actor, params.round, params.person, today),
	);
