import { sql } from 'kysely';
import { installation } from '#lib/platform/installation.ts';
import type { RequestHandler } from './$types.js';

/** The process can answer: its database does. */
export const GET: RequestHandler = async () => {
	try {
		await sql`select 1`.execute(installation().db);
		return new Response('ready', { headers: { 'content-type': 'text/plain' } });
	} catch {
		return new Response('database unreachable', { status: 503, headers: { 'content-type': 'text/plain' } });
	}
};
