import type { Filter } from '#lib/features/comparison/domain/compare.ts';
import { comparisonPageOf, ROWS_A_PAGE } from '#lib/features/comparison/queries.server.ts';
import { maySummarise } from '#lib/features/reading/policy.ts';
import { statusOf } from '#lib/features/relations/queries-status.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

const filters: Record<string, Filter> = {
	sua: 'changed',
	them: 'added',
	bo: 'removed',
	chuyen: 'moved',
	'toan-van': 'all',
};

export const load: PageServerLoad = async ({ locals, cookies, params, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const filter = filters[url.searchParams.get('loc') ?? ''] ?? 'changes';
	return look(door, async (tx) => {
		const page = await comparisonPageOf(tx, door.actor, {
			documentId: params.id,
			oldId: url.searchParams.get('voi') ?? undefined,
			filter,
			page: Number(url.searchParams.get('trang')) || 1,
		});
		const ids = page.old ? [page.old.id] : [];
		return {
			...page,
			size: ROWS_A_PAGE,
			oldStatus: (await statusOf(tx, door.actor, ids, dayOf(door.clock()))).get(page.old?.id ?? ''),
			maySummarise: maySummarise(door.actor, unit.id).allowed,
		};
	});
};
