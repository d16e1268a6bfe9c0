import { redirect } from '@sveltejs/kit';
import { statusOf } from '#lib/features/relations/queries-status.server.ts';
import { removeSearch, saveSearch } from '#lib/features/search/commands.server.ts';
import { readAddress } from '#lib/features/search/domain/address.ts';
import { savedSearchesOf, searchFor } from '#lib/features/search/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const OF_EACH = 5;
const A_PAGE = 20;

/** The document to which a hit leads. */
const documentIn = (href: string): string | undefined => /^\/van-ban\/([0-9a-f-]{36})/.exec(href)?.[1];

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const address = readAddress(url.searchParams);
	return look(door, async (tx) => {
		const saved = await savedSearchesOf(tx, door.actor);
		if (!address.words) return { address, saved, results: null, size: A_PAGE, statuses: {} };
		const today = dayOf(door.clock());
		const results = await searchFor(tx, door.actor, {
			text: address.words,
			filters: {
				type: address.type || undefined,
				issuer: address.issuer || undefined,
				year: address.year || undefined,
				reading: address.reading || undefined,
				inForce: address.inForce,
			},
			today,
			only: address.kind ?? undefined,
			from: address.kind ? (address.page - 1) * A_PAGE : 0,
			count: address.kind ? A_PAGE : OF_EACH,
		});
		const ids = results.groups.flatMap(({ hits }) => hits.flatMap(({ href }) => documentIn(href) ?? []));
		const statuses = Object.fromEntries(await statusOf(tx, door.actor, ids, today));
		return { address, saved, results, size: A_PAGE, statuses };
	});
};

export const actions: Actions = {
	save: async (event) => {
		const saved = await runForm(event, 'save', saveSearch);
		if (!saved.ok) return saved.problem;
		redirect(
			303,
			`/tim${event.url.searchParams.get('q') ? `?q=${encodeURIComponent(event.url.searchParams.get('q') ?? '')}` : ''}`,
		);
	},
	remove: async (event) => {
		const removed = await runForm(event, 'remove', removeSearch);
		if (!removed.ok) return removed.problem;
		redirect(303, '/tim');
	},
};
