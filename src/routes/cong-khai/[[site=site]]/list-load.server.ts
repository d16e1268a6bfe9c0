import { type Choice, type Heads, headsShown, type ShownSite } from '#lib/features/site/read.server.ts';
import { askedPage, type Knock, visit } from '#lib/features/site/visit.server.ts';
import { installation } from '#lib/platform/installation.ts';
import { missing } from '#lib/shared/failures.ts';

/**
 * A list of the site that is asked for. A list of nothing is not there, and neither is a page after the last.
 * @throws Failure missing
 */
export const loadList = async (
	asked: Knock,
	choice: Choice,
	of: (site: ShownSite, list: Heads) => { title: string; path: string },
): Promise<{ title: string; path: string; list: Heads }> => {
	const { db } = installation();
	const { site } = await visit(db, asked);
	const list = await headsShown(db, site, choice, askedPage(asked.url));
	if (list.heads.length === 0) throw missing('failure_not_found');
	return { ...of(site, list), list };
};
