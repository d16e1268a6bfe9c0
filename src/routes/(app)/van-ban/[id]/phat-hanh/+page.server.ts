import { redirect } from '@sveltejs/kit';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { publishDocument } from '#lib/features/reading/commands.server.ts';
import { readerPageOf } from '#lib/features/reading/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

const committee: readonly string[] = ['secretary', 'deputy', 'committee_member'];
/** A resolution is spread within ten days as a rule; the unit changes the day as it sees fit. */
const USUAL_DAYS = 10;

export const load: PageServerLoad = async ({ locals, cookies, params }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return look(door, async (tx) => {
		const { document, reach, powers } = await readerPageOf(tx, door.actor, params.id, unit.id);
		if (!powers.publish) throw refused('refused_publish');
		const people = await peopleOfUnit(tx, unit.id, today);
		return {
			document,
			reach,
			unitName: unit.name,
			today,
			readBy: addDays(today, USUAL_DAYS),
			people: people.map(({ personId, fullName, jobTitle }) => ({ personId, fullName, jobTitle })),
			counts: {
				unit: people.filter(({ standing }) => standing !== null).length,
				party_members: people.filter(({ standing }) => standing === 'official' || standing === 'probationary')
					.length,
				committee: people.filter(({ roles }) => roles.some(({ role }) => committee.includes(role))).length,
			},
		};
	});
};

export const actions: Actions = {
	default: async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'phat-hanh', publishDocument, {
			lists: ['personIds'],
			extra: { documentId: event.params.id, unitId },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/van-ban/${event.params.id}/nguoi-doc`);
	},
};
