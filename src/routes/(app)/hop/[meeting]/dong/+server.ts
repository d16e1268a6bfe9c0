import { meetingFeed } from '#lib/features/meetings/feed.server.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** Tells a page that something of its meeting has changed, as it happens (server-sent events). */
export const GET: RequestHandler = async ({ locals, params, request }) =>
	meetingFeed(doorOf({ locals }), params.meeting, request.signal);
