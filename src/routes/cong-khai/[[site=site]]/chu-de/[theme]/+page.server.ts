import { themePath } from '#lib/features/site/domain/addresses.ts';
import { loadList } from '../../list-load.server.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = ({ url, params }) =>
	loadList({ url, params }, { theme: params.theme }, (site, { heads }) => ({
		title: heads[0]?.theme ?? '',
		path: themePath(site.base, params.theme),
	}));
