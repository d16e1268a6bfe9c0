import { json } from '@sveltejs/kit';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { meetingView } from '../view.server.ts';
import type { RequestHandler } from './$types.js';

/** What the page of a running meeting shows now, as JSON: the page asks itself, so that a lost network changes nothing. */
export const GET: RequestHandler = async ({ locals, params }) =>
	json(await meetingView(doorOf({ locals }), params.meeting), { headers: { 'cache-control': 'no-store' } });
