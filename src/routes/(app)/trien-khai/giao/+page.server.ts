import { redirect } from '@sveltejs/kit';
import { nothingExpected } from '#lib/features/cascade/domain/expectations.ts';
import { sendPage } from '#lib/features/cascade/queries-send.server.ts';
import { sendDispatch } from '#lib/features/cascade/send.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** A document is spread within ten days as a rule; whoever sends it changes the day as they see fit. */
const USUAL_DAYS = 10;

const askedFor = (url: URL) => ({
	documentId: url.searchParams.get('van-ban') ?? '',
	receiptId: url.searchParams.get('duoc-giao'),
});

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	// What is handed down is chosen among the documents.
	if (!url.searchParams.has('van-ban')) redirect(303, '/van-ban');
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	const page = await look(door, (tx) =>
		sendPage(tx, door.actor, { ...askedFor(url), unitId: unit.id, today }),
	);
	return {
		page,
		today,
		days: page.asked ?? { ...nothingExpected, spread: addDays(today, USUAL_DAYS) },
	};
};

export const actions: Actions = {
	default: async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const { documentId, receiptId } = askedFor(event.url);
		const answer = await runForm(event, 'giao', sendDispatch, {
			lists: ['kinds', 'unitIds', 'partnerIds'],
			extra: { documentId, unitId, ...(receiptId ? { receiptId } : {}) },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/trien-khai/${answer.result.dispatchId}`);
	},
};
