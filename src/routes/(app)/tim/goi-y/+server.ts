import { json } from '@sveltejs/kit';
import { suggestionsFor } from '#lib/features/search/suggest.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { RequestHandler } from './$types.js';

/** What the search field offers while one types. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const text = url.searchParams.get('q')?.slice(0, 200) ?? '';
	const suggestions = await look(door, (tx) => suggestionsFor(tx, door.actor, text, dayOf(door.clock())));
	return json({ suggestions });
};
