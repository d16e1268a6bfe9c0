import { redirect } from '@sveltejs/kit';
import { followUnit, noteUnit, unfollowUnit, withdrawNote } from '#lib/features/oversight/commands.server.ts';
import { yearsUntil } from '#lib/features/oversight/domain/period.ts';
import { followingOf } from '#lib/features/oversight/notes.server.ts';
import { overviewOf } from '#lib/features/oversight/queries.server.ts';
import type { Command } from '#lib/platform/command/command.ts';
import { lookAside } from '#lib/platform/command/look-aside.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { wantedFrom } from '../wanted.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const wanted = wantedFrom(url, params.unit, today);
	const { found, secondsBehind } = await lookAside(door, async (tx) => {
		const overview = await overviewOf(tx, door.actor, wanted);
		return {
			overview,
			following: await followingOf(tx, door.actor, overview.unit, wanted.asOf ?? today),
		};
	});
	return {
		...found,
		secondsBehind,
		years: yearsUntil(today),
		today,
		isLaterPage: wanted.after !== null,
		keptUnder: `toan-canh ${door.actor.personId} ${params.unit}`,
	};
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>, then = '') =>
	async (event: RequestEvent) => {
		const done = await runForm(event, name, command, { extra: { unitId: event.params.unit } });
		if (!done.ok) return done.problem;
		redirect(303, `/toan-canh/${event.params.unit}${then}`);
	};

export const actions: Actions = {
	'theo-doi': act('theo-doi', followUnit),
	'thoi-theo-doi': act('thoi-theo-doi', unfollowUnit),
	ghi: act('ghi', noteUnit, '#ghi-nhan'),
	rut: act('rut', withdrawNote, '#ghi-nhan'),
};
