import { redirect } from '@sveltejs/kit';
import { saveDraft } from '#lib/features/summaries/commands.server.ts';
import { pointKinds } from '#lib/features/summaries/domain/kinds.ts';
import { mayAssignSummary } from '#lib/features/summaries/policy.ts';
import { summaryPoints } from '#lib/features/summaries/queries-points.server.ts';
import { writingPage } from '#lib/features/summaries/queries-writing.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url, cookies }) => {
	const door = doorOf({ locals });
	const { actor } = door;
	const unit = presentUnit(actor, cookies.get('don-vi'));
	return look(door, async (tx) => {
		const page = await writingPage(tx, actor, {
			documentId: params.id,
			assignmentId: url.searchParams.get('giao') ?? undefined,
			anchor: url.searchParams.get('muc') ?? undefined,
		});
		const { document } = page;
		return {
			document: {
				id: document.id,
				typeName: document.typeName,
				number: document.number,
				title: document.title,
			},
			writing: page.writing,
			released: unit.id ? await summaryPoints(tx, actor, { documentId: document.id, unitId: unit.id }) : [],
			mayAssign: mayAssignSummary(actor, unit.id).allowed,
			saved: url.searchParams.has('da-luu'),
			today: dayOf(door.clock()),
		};
	});
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const actions: Actions = {
	luu: async (event) => {
		const input = readForm(await event.request.formData());
		const points = pointKinds.flatMap((kind) => {
			const body = text(input[`body_${kind}`]);
			const revision = text(input[`revision_${kind}`]) || '0';
			return body === '' && revision === '0' ? [] : [{ clauseId: input['sectionId'], kind, body, revision }];
		});
		const assignmentId = text(input['assignmentId']);
		const query = new URLSearchParams({ giao: assignmentId });
		const here = event.url.searchParams.get('muc');
		const next = text(input['next']) || here;
		if (next) query.set('muc', next);
		try {
			if (points.length > 0) await saveDraft(doorOf(event), { assignmentId, points });
		} catch (error) {
			return formProblem(error, 'luu', input);
		}
		query.set('da-luu', '');
		redirect(303, `/van-ban/${event.params.id}/tom-luoc?${query}`);
	},
};
