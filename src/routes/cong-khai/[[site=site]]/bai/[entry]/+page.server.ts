import { error, redirect } from '@sveltejs/kit';
import { authorPath, entryPath, kindPath, themePath } from '#lib/features/site/domain/addresses.ts';
import { articleData } from '#lib/features/site/feeds.server.ts';
import { entryShown, headsShown } from '#lib/features/site/read.server.ts';
import { visit } from '#lib/features/site/visit.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { installation } from '#lib/platform/installation.ts';
import { dayOf, longDate } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';

/** Others on the same theme that stand below a text. */
const ALIKE = 3;

export const load: PageServerLoad = async ({ url, params }) => {
	const { db } = installation();
	const { site, origin } = await visit(db, { url, params });
	const one = await entryShown(db, site, params.entry);
	if (!one) throw missing('failure_not_found');
	if (one.state === 'withdrawn') error(410, m.site_gone_on({ day: longDate(dayOf(one.withdrawnAt)) }));
	const path = entryPath(site.base, one);
	// A text whose title was corrected is found under its old address too.
	if (!url.pathname.endsWith(path.slice(path.lastIndexOf('/')))) redirect(301, path + url.search);
	const alike = one.themeSlug ? await headsShown(db, site, { theme: one.themeSlug }, 1, ALIKE + 1) : null;
	return {
		one,
		path,
		data: articleData(site, origin, one),
		hrefs: {
			kind: kindPath(site.base, one.kind),
			...(one.themeSlug ? { theme: themePath(site.base, one.themeSlug) } : {}),
			...(one.authorSlug ? { author: authorPath(site.base, one.authorSlug) } : {}),
		},
		alike: (alike?.heads ?? []).filter(({ shortId }) => shortId !== one.shortId).slice(0, ALIKE),
	};
};
