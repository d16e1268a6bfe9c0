import { EVER } from '#lib/features/personal/public.server.ts';
import { deskPage, ownEntries } from '#lib/features/site/queries.server.ts';
import { askedPage } from '#lib/features/site/visit.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return look(door, async (tx) => ({
		desk: await deskPage(tx, door.actor, { unit, today, page: askedPage(url) }),
		own: await ownEntries(tx, door.actor, EVER),
		today,
		unitName: unit.name,
	}));
};
