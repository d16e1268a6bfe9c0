import { redirect } from '@sveltejs/kit';
import { addAbbreviation, strikeAbbreviation } from '#lib/features/search/commands.server.ts';
import { abbreviationsSource, shippedAbbreviations } from '#lib/features/search/domain/abbreviations.ts';
import { mayChangeAbbreviations } from '#lib/features/search/policy.ts';
import { ownAbbreviations } from '#lib/features/search/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals }) => {
	const door = doorOf({ locals });
	const own = await look(door, (tx) => ownAbbreviations(tx, door.actor.tenantId));
	const keyOf = ({ short, long }: { short: string; long: string }): string =>
		`${short} = ${long}`.toLowerCase();
	const struck = own.filter(({ state }) => state === 'struck');
	const known = new Set(own.map(keyOf));
	return {
		own: own
			.filter(({ state }) => state === 'added')
			.map(({ short, long, changedBy }) => ({ short, long, changedBy })),
		struck: struck.map(({ short, long }) => ({ short, long })),
		shipped: shippedAbbreviations
			.filter((one) => !known.has(keyOf(one)))
			.map(({ short, long }) => ({ short, long })),
		source: abbreviationsSource,
		mayChange: mayChangeAbbreviations(door.actor).allowed,
	};
};

export const actions: Actions = {
	add: async (event) => {
		const added = await runForm(event, 'add', addAbbreviation);
		if (!added.ok) return added.problem;
		redirect(303, '/tim/viet-tat');
	},
	strike: async (event) => {
		const struck = await runForm(event, 'strike', strikeAbbreviation);
		if (!struck.ok) return struck.problem;
		redirect(303, '/tim/viet-tat');
	},
};
