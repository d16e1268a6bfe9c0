import { mayFollowCascade } from '#lib/features/cascade/policy.ts';
import { mayFile } from '#lib/features/library/policy.ts';
import { documentsFor } from '#lib/features/reading/queries-list.server.ts';
import { countMissing } from '#lib/features/relations/queries-missing.server.ts';
import { statusOf } from '#lib/features/relations/queries-status.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const filter =
		url.searchParams.get('loc') === 'can-doc'
			? ('to_read' as const)
			: url.searchParams.get('trang-thai') === 'filed'
				? ('filed' as const)
				: ('all' as const);
	const words = url.searchParams.get('q')?.slice(0, 200) ?? '';
	const page = Number(url.searchParams.get('trang')) || 1;
	const list = await look(door, async (tx) => {
		const found = await documentsFor(tx, door.actor, { unitId: unit.id, filter, words, page });
		const ids = found.documents.map(({ id }) => id);
		return {
			...found,
			statuses: await statusOf(tx, door.actor, ids, today),
			missing: await countMissing(tx, door.actor, unit.id),
		};
	});
	return {
		...list,
		filter,
		words,
		selecting: url.searchParams.get('chon') === 'nhieu',
		today,
		mayFollow: mayFollowCascade(door.actor, unit.id).allowed,
		mayFile: mayFile(door.actor, unit.id).allowed,
	};
};
