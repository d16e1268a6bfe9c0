import { redirect } from '@sveltejs/kit';
import { confirmIntake, setIntakeAside, takeIntakeBack } from '#lib/features/library/commands.server.ts';
import { parseClauses } from '#lib/features/library/domain/clauses.ts';
import { choiceOf } from '#lib/features/library/domain/confirm-choice.ts';
import { shippedTypes } from '#lib/features/library/domain/document-types.ts';
import { comesFromOutside } from '#lib/features/library/domain/incoming.ts';
import { fieldsRead, markedParagraphs } from '#lib/features/library/domain/place-read.ts';
import { intakeForFiling, placeInLine, settledIntake } from '#lib/features/library/intakes.server.ts';
import { looksAwaited } from '#lib/features/relations/domain/awaited.ts';
import { awaitedDocument } from '#lib/features/relations/queries-missing.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { hasPages } from '#lib/platform/ocr/scan-kind.ts';
import { unitsOf } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const SHOWN = 400;

/** What the next page is told: which file was settled, and the awaited document until one of them was it. */
const carriedOn = (url: URL, settled: string, found = false): string => {
	const key = found ? null : url.searchParams.get('cho');
	return `?${new URLSearchParams({ xong: settled, ...(key ? { cho: key } : {}) })}`;
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const { found, line, settled, awaited } = await look(door, async (tx) => {
		const found = await intakeForFiling(tx, door.actor, params.intakeId);
		return {
			found,
			line: await placeInLine(tx, door.actor, found),
			settled: await settledIntake(tx, door.actor, url.searchParams.get('xong')),
			awaited: await awaitedDocument(tx, door.actor, found.unitId, url.searchParams.get('cho')),
		};
	});
	const { paragraphs, recognised, ...intake } = found;
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
		line,
		/** The picture of the next file's first page, to be fetched while this one is looked at. */
		ahead: line.next && hasPages(line.nextFormat) ? `/van-ban/cho/${line.next}/trang/1` : null,
		settled,
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

const nextAfter = (door: Door, intakeId: string): Promise<string | null> =>
	look(door, async (tx) => {
		const { id, unitId } = await intakeForFiling(tx, door.actor, intakeId);
		return (await placeInLine(tx, door.actor, { id, unitId })).next;
	});

export const actions: Actions = {
	'xac-nhan': async (event) => {
		const door = doorOf(event);
		const { intakeId } = event.params;
		const next = await nextAfter(door, intakeId);
		const { as, ...input } = readForm(await event.request.formData());
		let documentId: string;
		try {
			({ documentId } = await confirmIntake(door, { ...input, ...choiceOf(as), intakeId }));
		} catch (error) {
			return formProblem(error, 'xac-nhan', { ...input, as });
		}
		const on = carriedOn(event.url, intakeId, Boolean(input['awaited']));
		redirect(303, next ? `/van-ban/cho/${next}${on}` : `/van-ban/${documentId}`);
	},
	'bo-qua': async (event) => {
		const door = doorOf(event);
		const { intakeId } = event.params;
		const next = await nextAfter(door, intakeId);
		const answer = await runForm(event, 'bo-qua', setIntakeAside, { extra: { intakeId } });
		if (!answer.ok) return answer.problem;
		redirect(303, `${next ? `/van-ban/cho/${next}` : '/van-ban/them'}${carriedOn(event.url, intakeId)}`);
	},
	'lay-lai': async (event) => {
		const answer = await runForm(event, 'lay-lai', takeIntakeBack);
		if (!answer.ok) return answer.problem;
		redirect(303, `/van-ban/cho/${answer.result.intakeId}`);
	},
};
