import { headsShown, searchShown } from '#lib/features/site/read.server.ts';
import { askedPage, visit } from '#lib/features/site/visit.server.ts';
import { installation } from '#lib/platform/installation.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ url, params }) => {
	const { db } = installation();
	const { site } = await visit(db, { url, params });
	const asked = (url.searchParams.get('q') ?? '').normalize('NFC').trim().slice(0, 200);
	const page = askedPage(url);
	return {
		asked,
		list: asked ? await searchShown(db, site, asked, page) : await headsShown(db, site, {}, page),
	};
};
