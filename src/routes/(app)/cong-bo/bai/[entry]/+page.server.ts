import { redirect } from '@sveltejs/kit';
import {
	discardVersion,
	prepareEntry,
	publishEntry,
	withdrawEntry,
} from '#lib/features/site/commands.server.ts';
import { entryPath } from '#lib/features/site/domain/addresses.ts';
import { entryPage } from '#lib/features/site/queries.server.ts';
import { sitesOn } from '#lib/features/site/read.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const page = await look(door, (tx) => entryPage(tx, door.actor, params.entry));
	const site = (await sitesOn(door.db, url.host)).find(({ unitId }) => unitId === page.entry.unitId);
	const shownIn = page.shown && site?.kinds.includes(page.entry.kind) ? site : null;
	return {
		page,
		publicHref: shownIn
			? entryPath(shownIn.base, { slug: page.shown?.slug ?? '', shortId: page.entry.shortId })
			: null,
		today: dayOf(door.clock()),
	};
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const door = doorOf(event);
		const { entry } = await look(door, (tx) => entryPage(tx, door.actor, event.params.entry));
		const answer = await runForm(event, name, command, {
			extra: { entryId: entry.id, unitId: entry.unitId, kind: entry.kind, sourceId: entry.sourceId },
		});
		if (!answer.ok) return answer.problem;
		const result = answer.result as { isGone?: boolean } | undefined;
		if (result?.isGone) redirect(303, '/cong-bo');
		return { action: name };
	};

export const actions: Actions = {
	trinh: act('trinh', prepareEntry),
	duyet: act('duyet', publishEntry),
	bo: act('bo', discardVersion),
	go: act('go', withdrawEntry),
};
