import { announcedList, openProposals } from '#lib/features/recognition/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
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
