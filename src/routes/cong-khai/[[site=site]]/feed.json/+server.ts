import { feedAnswer } from '#lib/features/site/feed-answer.server.ts';
import { installation } from '#lib/platform/installation.ts';
import type { RequestHandler } from './$types.js';

/** The newest texts of the site as a feed. */
export const GET: RequestHandler = ({ url, params }) =>
	feedAnswer(installation().db, { url, params }, 'json');
