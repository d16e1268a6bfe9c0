import { yearPaper } from '#lib/features/reviews/print.server.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { answerWith } from '../../../answer-with-paper.server.ts';
import { yearOf } from '../year-of.ts';
import type { RequestHandler } from './$types.js';

/** The record of a year, in the Party's layout. */
export const GET: RequestHandler = ({ locals, params, cookies, url }) =>
	answerWith(locals, 'pdf', (tx, { actor }, today) => {
		const unitId = url.searchParams.get('don-vi') ?? presentUnit(actor, cookies.get('don-vi')).id;
		if (!uuidPattern.test(unitId)) throw missing('failure_not_found');
		return yearPaper(tx, actor, unitId, yearOf(params.year), today);
	});
