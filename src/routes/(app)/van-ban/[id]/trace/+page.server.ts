import { overviewLinkOf } from '#lib/features/oversight/public.server.ts';
import { statusOf } from '#lib/features/relations/queries-status.server.ts';
import { filterRows, type TraceFilter } from '#lib/features/trace/domain/trace.ts';
import { tracePageOf } from '#lib/features/trace/public.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

const filters: Record<string, TraceFilter> = { thieu: 'gaps', 'qua-han': 'late' };

export const load: PageServerLoad = async ({ locals, cookies, params, url }) => {
	const door = doorOf({ locals });
	const unitId = url.searchParams.get('don-vi') ?? presentUnit(door.actor, cookies.get('don-vi')).id;
	const today = dayOf(door.clock());
	const filter = filters[url.searchParams.get('loc') ?? ''] ?? 'all';
	const before = url.searchParams.get('truoc') ?? undefined;
	return look(door, async (tx) => {
		const { trace, timeline } = await tracePageOf(tx, door.actor, {
			documentId: params.id,
			unitId,
			today,
			before,
		});
		return {
			...trace,
			rows: filterRows(trace.rows, filter),
			filter,
			status: (await statusOf(tx, door.actor, [params.id], today)).get(params.id),
			overview: await overviewLinkOf(tx, door.actor, params.id),
			timeline,
			isLaterPage: before !== undefined,
			today,
		};
	});
};
