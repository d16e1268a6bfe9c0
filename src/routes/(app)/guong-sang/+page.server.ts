import { announcedList, openProposals } from '#lib/features/recognition/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const asked = (name: string): string => (url.searchParams.get(name) ?? '').trim().slice(0, 200);
	const filter = {
		year: /^\d{4}$/.test(asked('nam')) ? Number(asked('nam')) : null,
		kind: asked('hinh-thuc'),
		field: asked('linh-vuc'),
	};
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(asked('trang'))) || 1));
	return look(door, async (tx) => ({
		list: await announcedList(tx, door.actor, { unitId: unit.id, page, ...filter }),
		proposals: await openProposals(tx, door.actor, unit.id),
		filter,
		today: dayOf(door.clock()),
		unitName: unit.name,
	}));
};
