import type { RequestHandler } from './$types.js';

/** The process lives. */
export const GET: RequestHandler = () => new Response('ok', { headers: { 'content-type': 'text/plain' } });
