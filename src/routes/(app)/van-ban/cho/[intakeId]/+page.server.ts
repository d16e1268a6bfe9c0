import { redirect } from '@sveltejs/kit';
import { confirmIntake, setIntakeAside } from '#lib/features/library/commands.server.ts';
import { parseClauses } from '#lib/features/library/domain/clauses.ts';
import { choiceOf } from '#lib/features/library/domain/confirm-choice.ts';
import { shippedTypes } from '#lib/features/library/domain/document-types.ts';
import { comesFromOutside } from '#lib/features/library/domain/incoming.ts';
import { fieldsRead, markedParagraphs } from '#lib/features/library/domain/place-read.ts';
import { intakeForFiling } from '#lib/features/library/intakes.server.ts';
import { looksAwaited } from '#lib/features/relations/domain/awaited.ts';
import { awaitedDocument } from '#lib/features/relations/queries-missing.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { hasPages } from '#lib/platform/ocr/scan-kind.ts';
import { unitsOf } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const SHOWN = 400;

/** The awaited document goes on to the next file, until one of them was it. */
const waitsIn = (url: URL): string => {
	const key = url.searchParams.get('cho');
	return key ? `?cho=${encodeURIComponent(key)}` : '';
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const [{ paragraphs, recognised, ...intake }, awaited] = await look(door, async (tx) => {
		const found = await intakeForFiling(tx, door.actor, params.intakeId);
		return [found, await awaitedDocument(tx, door.actor, found.unitId, url.searchParams.get('cho'))] as const;
	});
	if (intake.documentId) redirect(303, `/van-ban/${intake.documentId}`);
	const clauses = parseClauses(paragraphs);
	const unit = unitsOf(door.actor).find(({ id }) => id === intake.unitId);
	const looks =
		awaited &&
		looksAwaited(awaited, {
			type: recognised?.type.value ?? null,
			number: recognised?.number.value ?? null,
			issuedOn: recognised?.date.value ?? null,
			title: recognised?.title.value ?? null,
		});
	return {
		intake,
		awaited,
		looksAwaited: looks === true,
		recognised,
		fields: recognised ? fieldsRead(recognised, paragraphs) : [],
		types: shippedTypes.map(({ name }) => name),
		paragraphs: markedParagraphs(paragraphs, recognised, SHOWN),
		hidden: Math.max(0, paragraphs.length - SHOWN),
		sections: clauses.filter(({ isSection }) => isSection).length,
		clauses: clauses.length,
		hasPages: hasPages(intake.format),
		page: Math.max(1, Math.min(intake.pages ?? 1, Number(url.searchParams.get('trang')) || 1)),
		receivedOn: dayOf(intake.receivedAt),
		fromOutside: comesFromOutside(recognised?.issuer.value ?? null, unit?.name ?? ''),
	};
};

export const actions: Actions = {
	'xac-nhan': async (event) => {
		const door = doorOf(event);
		const { intakeId } = event.params;
		const { next } = await look(door, (tx) => intakeForFiling(tx, door.actor, intakeId));
		const { as, ...input } = readForm(await event.request.formData());
		let documentId: string;
		try {
			({ documentId } = await confirmIntake(door, { ...input, ...choiceOf(as), intakeId }));
		} catch (error) {
			return formProblem(error, 'xac-nhan', { ...input, as });
		}
		redirect(
			303,
			next ? `/van-ban/cho/${next}${input['awaited'] ? '' : waitsIn(event.url)}` : `/van-ban/${documentId}`,
		);
	},
	'bo-qua': async (event) => {
		const door = doorOf(event);
		const { intakeId } = event.params;
		const { next } = await look(door, (tx) => intakeForFiling(tx, door.actor, intakeId));
		const answer = await runForm(event, 'bo-qua', setIntakeAside, { extra: { intakeId } });
		if (!answer.ok) return answer.problem;
		redirect(303, `${next ? `/van-ban/cho/${next}` : '/van-ban/them'}${waitsIn(event.url)}`);
	},
};
