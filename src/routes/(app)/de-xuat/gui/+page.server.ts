import { redirect } from '@sveltejs/kit';
import { ruleOf } from '#lib/features/proposals/facts.server.ts';
import { mayPropose } from '#lib/features/proposals/policy.ts';
import { propose } from '#lib/features/proposals/propose.server.ts';
import { aboutPlace } from '#lib/features/proposals/queries.server.ts';
import { documentsFor } from '#lib/features/reading/queries-list.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { refused } from '#lib/shared/failures.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const { actor } = door;
	const unit = presentUnit(actor, cookies.get('don-vi'));
	const may = mayPropose(actor, unit.id);
	if (!may.allowed) throw refused(may.key);
	const now = door.clock();
	return look(door, async (tx) => {
		const wanted = url.searchParams.get('van-ban');
		const about = wanted ? await aboutPlace(tx, actor, wanted) : null;
		const { documents } = about
			? { documents: [] }
			: await documentsFor(tx, actor, { unitId: unit.id, filter: 'all', page: 1 });
		const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: unit.id }, dayOf(now));
		return {
			unit: { id: unit.id, name: unit.name },
			about,
			clauseId: url.searchParams.get('muc') ?? '',
			documents: documents.map(({ id, typeName, number, title }) => ({
				value: id,
				label: `${documentName({ typeName, number })}: ${title}`.slice(0, 120),
			})),
			answerDays: rule.answerDays,
			namesToAnswerer: rule.namesToAnswerer,
			proposalKey: uuidv7(now.getTime()),
		};
	});
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', propose);
		if (!answer.ok) return answer.problem;
		redirect(303, `/de-xuat/${answer.result.proposalId}`);
	},
};
