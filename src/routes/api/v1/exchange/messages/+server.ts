import { acceptParcel } from '#lib/features/exchange/accept.server.ts';
import { exchangeSecret } from '#lib/features/exchange/wire.server.ts';
import { installation } from '#lib/platform/installation.ts';
import type { RequestHandler } from './$types.js';

/** Parcels of other organisations. Whoever sends proves it by a signature; nobody signs in (docs/decisions/0054). */
export const POST: RequestHandler = async ({ request, url }) => {
	const { db, files, clock } = installation();
	const answer = await acceptParcel(
		{ db, files, clock, secret: exchangeSecret() },
		{
			path: url.pathname,
			header: (name) => request.headers.get(name),
			body: async () => new Uint8Array(await request.arrayBuffer()),
		},
	);
	return new Response(answer.body, { status: answer.status, headers: answer.headers });
};
