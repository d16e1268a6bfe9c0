import { type AssignmentFilter, assignmentList } from '#lib/features/summaries/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

const filters: Record<string, AssignmentFilter> = {
	'tu-choi': 'declined',
	'da-trinh-bay': 'presented',
	'da-phat-hanh': 'released',
	'tat-ca': 'all',
};

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const filter = filters[url.searchParams.get('loc') ?? ''] ?? 'open';
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(url.searchParams.get('trang'))) || 1));
	return {
		...(await look(door, (tx) => assignmentList(tx, door.actor, { unitId: unit.id, filter, page }))),
		filter,
		today: dayOf(door.clock()),
		unitName: unit.name,
	};
};
