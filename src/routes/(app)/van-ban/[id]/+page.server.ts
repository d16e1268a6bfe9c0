import { redirect } from '@sveltejs/kit';
import {
	declareStudied,
	openReading,
	removeSummary,
	takeBackStudied,
	writeSummary,
} from '#lib/features/reading/commands.server.ts';
import { readerPageOf } from '#lib/features/reading/queries.server.ts';
import { citationLinksOf, relationsInBrief, statusOf } from '#lib/features/relations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, params, isDataRequest }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	const page = await look(door, async (tx) => ({
		...(await readerPageOf(tx, door.actor, params.id, unit.id)),
		links: await citationLinksOf(tx, door.actor, params.id),
		status: (await statusOf(tx, door.actor, [params.id], today)).get(params.id),
		relations: await relationsInBrief(tx, door.actor, params.id),
	}));
	// A page that is fetched ahead of a click has not been opened; the reader's script tells of its own opening.
	if (page.own && !page.own.openedAt && !isDataRequest) await openReading(door, { documentId: params.id });
	return {
		...page,
		unit: { id: unit.id, name: unit.name },
		personId: door.actor.personId,
		today,
	};
};

export const actions: Actions = {
	'da-nghien-cuu': async (event) => {
		const answer = await runForm(event, 'da-nghien-cuu', declareStudied, {
			extra: { documentId: event.params.id },
		});
		return answer.ok ? { action: 'da-nghien-cuu' } : answer.problem;
	},
	'rut-lai': async (event) => {
		const answer = await runForm(event, 'rut-lai', takeBackStudied, {
			extra: { documentId: event.params.id },
		});
		return answer.ok ? { action: 'rut-lai' } : answer.problem;
	},
	'tom-luoc': async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'tom-luoc', writeSummary, {
			extra: { documentId: event.params.id, unitId },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/van-ban/${event.params.id}#tom-luoc-${answer.result.summaryId}`);
	},
	'xoa-tom-luoc': async (event) => {
		const answer = await runForm(event, 'xoa-tom-luoc', removeSummary);
		return answer.ok ? { action: 'xoa-tom-luoc' } : answer.problem;
	},
};
