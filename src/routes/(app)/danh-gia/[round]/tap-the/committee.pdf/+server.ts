import { collectivePaper } from '#lib/features/reviews/print.server.ts';
import { answerWith } from '../../../answer-with-paper.server.ts';
import type { RequestHandler } from './$types.js';

/** What the collective wrote of itself, on the prescribed form. */
export const GET: RequestHandler = ({ locals, params }) =>
	answerWith(locals, 'pdf', (tx, { actor }, today) =>
		collectivePaper(tx, actor, params.round, 'committee', today),
	);
