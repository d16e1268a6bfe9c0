import { redirect } from '@sveltejs/kit';
import { confirmIntake, setIntakeAside } from '#lib/features/library/commands.server.ts';
import { parseClauses } from '#lib/features/library/domain/clauses.ts';
import { shippedTypes } from '#lib/features/library/domain/document-types.ts';
import { doubtful } from '#lib/features/library/domain/doubt.ts';
import { intakeForFiling } from '#lib/features/library/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

const SHOWN = 400;

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { paragraphs, ...intake } = await look(door, (tx) =>
		intakeForFiling(tx, door.actor, params.intakeId),
	);
	if (intake.documentId) redirect(303, `/van-ban/${intake.documentId}`);
	const clauses = parseClauses(paragraphs);
	return {
		intake,
		unsure: intake.recognised ? doubtful(intake.recognised) : [],
		types: shippedTypes.map(({ name }) => name),
		paragraphs: paragraphs
			.slice(0, SHOWN)
			.map(({ text, align, bold }) => ({ text, centred: align === 'center', bold: bold ?? false })),
		hidden: Math.max(0, paragraphs.length - SHOWN),
		sections: clauses.filter(({ isSection }) => isSection).length,
		clauses: clauses.length,
	};
};

export const actions: Actions = {
	'xac-nhan': async (event) => {
		const door = doorOf(event);
		const { next } = await look(door, (tx) => intakeForFiling(tx, door.actor, event.params.intakeId));
		const answer = await runForm(event, 'xac-nhan', confirmIntake, {
			extra: { intakeId: event.params.intakeId },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, next ? `/van-ban/cho/${next}` : `/van-ban/${answer.result.documentId}`);
	},
	'bo-qua': async (event) => {
		const answer = await runForm(event, 'bo-qua', setIntakeAside, {
			extra: { intakeId: event.params.intakeId },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, '/van-ban/them');
	},
};
