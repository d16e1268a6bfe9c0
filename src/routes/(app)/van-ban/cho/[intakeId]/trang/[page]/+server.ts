import { intakeForFiling } from '#lib/features/library/intakes.server.ts';
import { pageImage } from '#lib/features/library/page-images.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** A page of a received PDF or scan as a picture, for whoever files it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const intake = await look(door, (tx) => intakeForFiling(tx, door.actor, params.intakeId));
	const png = await pageImage(door.files, intake, Number(params.page));
	return new Response(new Uint8Array(png), {
		headers: {
			'content-type': 'image/png',
			'content-security-policy': "sandbox; default-src 'none'",
			'cache-control': 'private, max-age=600',
		},
	});
};
