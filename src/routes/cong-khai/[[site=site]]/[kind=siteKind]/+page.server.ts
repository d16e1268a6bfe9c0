import { kindPath } from '#lib/features/site/domain/addresses.ts';
import { kindAt } from '#lib/features/site/domain/kinds.ts';
import { sayKind } from '#lib/features/site/ui/words.ts';
import { missing } from '#lib/shared/failures.ts';
import { loadList } from '../list-load.server.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = ({ url, params }) => {
	const kind = kindAt(params.kind);
	if (!kind) throw missing('failure_not_found');
	return loadList({ url, params }, { kind }, (site) => ({
		title: sayKind(kind),
		path: kindPath(site.base, kind),
	}));
};
