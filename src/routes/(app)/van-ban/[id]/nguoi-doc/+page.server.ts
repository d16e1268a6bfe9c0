import { readingStates } from '#lib/features/reading/domain/progress.ts';
import { reachListOf, reachSorts } from '#lib/features/reading/queries-reach.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

const states = { 'chua-mo': 'unopened', 'dang-doc': 'reading', 'da-nghien-cuu': 'studied' } as const;
const sorts = { ten: 'name', 'tien-do': 'progress', 'gan-day': 'last' } as const;

const chosen = <T extends string>(
	map: Record<string, T>,
	key: string | null,
	known: readonly T[],
): T | undefined => {
	const value = key ? map[key] : undefined;
	return value && known.includes(value) ? value : undefined;
};

export const load: PageServerLoad = async ({ locals, cookies, params, url }) => {
	const door = doorOf({ locals });
	const query = url.searchParams;
	const unitId = query.get('don-vi') ?? presentUnit(door.actor, cookies.get('don-vi')).id;
	const state = chosen(states, query.get('trang-thai'), readingStates);
	const sort = chosen(sorts, query.get('xep'), reachSorts) ?? 'name';
	const name = query.get('ten')?.slice(0, 100) ?? '';
	const anchor = query.get('muc') ?? undefined;
	const list = await look(door, (tx) =>
		reachListOf(tx, door.actor, {
			documentId: params.id,
			unitId,
			state,
			anchor,
			name,
			sort,
			page: Number(query.get('trang')) || 1,
		}),
	);
	return { ...list, state: state ?? null, sort, name, anchor: anchor ?? null, today: dayOf(door.clock()) };
};
