import { incomingRegister } from '#lib/features/library/registers.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf, isDay } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const day = (name: string): string | null => {
		const value = url.searchParams.get(name) ?? '';
		return isDay(value) ? value : null;
	};
	const asked = { period: url.searchParams.get('ky'), from: day('tu'), to: day('den') };
	const register = await look(door, (tx) =>
		incomingRegister(tx, door.actor, { ...asked, unitId: unit.id, today: dayOf(door.clock()) }),
	);
	return { ...register, from: asked.from, to: asked.to, unitName: unit.name, query: url.search };
};
