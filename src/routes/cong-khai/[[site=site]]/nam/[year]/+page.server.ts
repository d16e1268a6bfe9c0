import { yearPath } from '#lib/features/site/domain/addresses.ts';
import { m } from '#lib/paraglide/messages.js';
import { missing } from '#lib/shared/failures.ts';
import { loadList } from '../../list-load.server.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = ({ url, params }) => {
	const { year } = params;
	if (!/^\d{4}$/.test(year)) throw missing('failure_not_found');
	return loadList({ url, params }, { year: Number(year) }, (site) => ({
		title: m.site_year({ year }),
		path: yearPath(site.base, year),
	}));
};
