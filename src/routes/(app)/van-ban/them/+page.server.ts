import { randomUUID } from 'node:crypto';
import {
	confirmIntake,
	readScanAgain,
	receiveUpload,
	setIntakeAside,
	takeIntakeBack,
} from '#lib/features/library/commands.server.ts';
import { comesFromOutside } from '#lib/features/library/domain/incoming.ts';
import { isSure } from '#lib/features/library/domain/sure.ts';
import { intakesOf, settledIntake } from '#lib/features/library/intakes.server.ts';
import { type ToldFile, tellReceived } from '#lib/features/library/told.server.ts';
import { awaitedDocument } from '#lib/features/relations/queries-missing.server.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { look } from '#lib/platform/command/command.ts';
import { readErrorMessage } from '#lib/platform/file-readers/messages.ts';
import { act, doorOf, formProblem, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { hasPages } from '#lib/platform/ocr/scan-kind.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const { waiting, failed, reading, refused, settled, awaited } = await look(door, async (tx) => ({
		...(await intakesOf(tx, door.actor, unit.id, door.clock())),
		settled: await settledIntake(tx, door.actor, url.searchParams.get('xong')),
		awaited: await awaitedDocument(tx, door.actor, unit.id, url.searchParams.get('cho')),
	}));
	const language = getLocale();
	const told = waiting.map((intake) => ({
		...intake,
		sure: isSure(intake),
		fromOutside: comesFromOutside(intake.recognised?.issuer.value ?? null, unit.name),
	}));
	return {
		batchId: randomUUID(),
		unitName: unit.name,
		/** How many were just confirmed at once. */
		confirmed: Number(url.searchParams.get('da')) || 0,
		settled,
		awaited,
		unsure: told.filter(({ sure }) => !sure),
		sure: told.filter(({ sure }) => sure),
		reading,
		refused,
		failed: failed.map(({ id, filePath, errorKey, errorDetail, format }) => ({
			id,
			filePath,
			again: hasPages(format),
			error: errorKey ? readErrorMessage(errorKey, errorDetail ?? {}, language) : '',
		})),
	};
};

export const actions: Actions = {
	/** Without JavaScript all files come in one post; each gets its own answer, whatever becomes of the others. */
	nhan: async ({ locals, cookies, request }) => {
		const door = doorOf({ locals });
		const unitId = presentUnit(door.actor, cookies.get('don-vi')).id;
		const form = await request.formData();
		const files = form
			.getAll('files')
			.filter((entry): entry is File => entry instanceof File && entry.name !== '');
		const told: ToldFile[] = [];
		try {
			for (const file of files) {
				const bytes = new Uint8Array(await file.arrayBuffer());
				const received = await receiveUpload(door, {
					unitId,
					batchId: randomUUID(),
					filePath: file.name,
					bytes,
				});
				told.push(...received.map((one) => tellReceived(one.name, one.received, getLocale())));
			}
		} catch (error) {
			return formProblem(error, 'nhan');
		}
		return { action: 'nhan', told };
	},
	/** Confirms what was recognised as it stands. */
	'xac-nhan': async (event) => {
		const answer = await runForm(event, 'xac-nhan', confirmIntake);
		return answer.ok ? { action: 'xac-nhan', documentId: answer.result.documentId } : answer.problem;
	},
	'bo-qua': act('bo-qua', setIntakeAside),
	'lay-lai': act('lay-lai', takeIntakeBack),
	'doc-lai': act('doc-lai', readScanAgain),
};
