import { feedAnswer } from '#lib/features/site/feed-answer.server.ts';
import { installation } from '#lib/platform/installation.ts';
import type { RequestHandler } from './$types.js';

/** The feed of the site of this host, or of the only one. */
export const GET: RequestHandler = ({ url }) => feedAnswer(installation().db, { url, params: {} }, 'json');
