import { redirect } from '@sveltejs/kit';
import { documentForReading } from '#lib/features/library/queries.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/queries.server.ts';
import { documentsFor } from '#lib/features/reading/queries-list.server.ts';
import { assignSummary } from '#lib/features/summaries/assign.server.ts';
import { sectionsOf } from '#lib/features/summaries/facts.server.ts';
import { mayAssignSummary } from '#lib/features/summaries/policy.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

const committee = ['secretary', 'deputy', 'committee_member'];
const DAYS = 7;

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const { actor } = door;
	const unit = presentUnit(actor, cookies.get('don-vi'));
	const may = mayAssignSummary(actor, unit.id);
	if (!may.allowed) throw refused(may.key);
	const today = dayOf(door.clock());
	const wanted = url.searchParams.get('van-ban');
	return look(door, async (tx) => {
		const document = wanted ? await documentForReading(tx, actor, wanted) : null;
		const people = await peopleOfUnit(tx, unit.id, today);
		const choice = document
			? []
			: (await documentsFor(tx, actor, { unitId: unit.id, filter: 'all', page: 1 })).documents;
		return {
			unit: { id: unit.id, name: unit.name },
			document: document && {
				id: document.id,
				name: documentName(document),
				title: document.title,
			},
			sections: document ? await sectionsOf(tx, actor.tenantId, document.id) : [],
			documents: choice.map(({ id, typeName, number, title }) => ({
				id,
				name: documentName({ typeName, number }),
				title,
			})),
			people: people
				.filter(({ roles }) => roles.some(({ role }) => committee.includes(role)))
				.map(({ personId, fullName }) => ({ value: personId, label: fullName })),
			dueOn: addDays(today, DAYS),
		};
	});
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', assignSummary, { lists: ['clauseIds'] });
		if (!answer.ok) return answer.problem;
		redirect(303, `/tom-luoc/${answer.result.assignmentId}`);
	},
};
