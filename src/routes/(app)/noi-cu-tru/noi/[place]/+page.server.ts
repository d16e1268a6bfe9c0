import { mergePlace, placePage, renamePlace } from '#lib/features/liaison/places.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf, isDay } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const page = await look(door, (tx) => placePage(tx, door.actor, params.place));
	const on = url.searchParams.get('on') ?? '';
	return {
		...page,
		today: dayOf(door.clock()),
		/** The change that is looked at before it is made. */
		preview: {
			on: isDay(on) ? on : null,
			into: page.others.find(({ id }) => id === url.searchParams.get('intoId')) ?? null,
			cell: (url.searchParams.get('cell') ?? '').trim().slice(0, 200),
			commune: (url.searchParams.get('commune') ?? '').trim().slice(0, 300),
			decision: (url.searchParams.get('decision') ?? '').trim().slice(0, 200),
		},
	};
};

const act = actionsWith(({ place }) => ({ placeId: place }));

export const actions: Actions = {
	'doi-ten': act('doi-ten', renamePlace),
	'sap-nhap': act('sap-nhap', mergePlace),
};
