import { messagesOf, pageSize } from '#lib/features/exchange/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const wanted = {
		direction: url.searchParams.get('chieu') === 'di' ? ('out' as const) : ('in' as const),
		words: url.searchParams.get('q')?.slice(0, 200) ?? '',
		state: url.searchParams.get('trang-thai')?.slice(0, 20) ?? '',
		page: Number(url.searchParams.get('trang')) || 1,
	};
	const list = await look(door, (tx) => messagesOf(tx, door.actor, { ...wanted, unitId: unit.id }));
	return { ...wanted, ...list, pageSize, unitName: unit.name };
};
