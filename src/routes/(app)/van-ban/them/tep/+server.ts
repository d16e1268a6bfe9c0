import { json } from '@sveltejs/kit';
import { receiveUpload } from '#lib/features/library/commands.server.ts';
import { tellReceived } from '#lib/features/library/told.server.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { httpStatus, isFailure } from '#lib/shared/failures.ts';
import type { RequestHandler } from './$types.js';

/** One file of a drop, so that each has its progress and its own answer; an archive answers for each file in it. */
export const POST: RequestHandler = async ({ locals, cookies, request }) => {
	const door = doorOf({ locals });
	const unitId = presentUnit(door.actor, cookies.get('don-vi')).id;
	const form = await request.formData().catch(() => new FormData());
	const file = form.get('file');
	const path = form.get('path');
	const name = typeof path === 'string' && path !== '' ? path : file instanceof File ? file.name : '';
	try {
		const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
		const received = await receiveUpload(door, {
			unitId,
			batchId: String(form.get('batchId') ?? ''),
			filePath: name,
			bytes,
		});
		return json(received.map((one) => tellReceived(one.name, one.received, getLocale())));
	} catch (error) {
		if (!isFailure(error)) throw error;
		return json([{ name, state: 'problem', intakeId: null, words: sayFailure(error) }], {
			status: httpStatus[error.kind],
		});
	}
};
