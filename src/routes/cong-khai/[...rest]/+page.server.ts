import { missing } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';

/** What is nowhere else on the public site is missing there, in the look of the site. */
export const load: PageServerLoad = () => {
	throw missing('failure_not_found');
};
