import { recordReading } from '#lib/features/reading/commands.server.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { invalid } from '#lib/shared/failures.ts';
import type { RequestHandler } from './$types.js';

/** What the reader's page saw since it last told: sections and seconds. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const door = doorOf({ locals });
	const told: unknown = await request.json().catch(() => null);
	if (typeof told !== 'object' || told === null) throw invalid([]);
	await recordReading(door, { ...told, documentId: params.id });
	return new Response(null, { status: 204 });
};
