import { authorPath } from '#lib/features/site/domain/addresses.ts';
import { loadList } from '../../list-load.server.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = ({ url, params }) =>
	loadList({ url, params }, { author: params.author }, (site, { heads }) => ({
		title: heads[0]?.authorName ?? '',
		path: authorPath(site.base, params.author),
	}));
