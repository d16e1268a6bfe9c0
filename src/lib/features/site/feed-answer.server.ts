import type { QueryExecutorProvider } from 'kysely';
import { atomFeed, jsonFeed } from './feeds.server.ts';
import { type Entry, entryShown, headsShown } from './read.server.ts';
import { type Knock, visit } from './visit.server.ts';

const MOST = 30;

const answer = (body: string, type: string): Response =>
	new Response(body, {
		headers: {
			'content-type': type,
			'cache-control': 'public, no-cache',
			'access-control-allow-origin': '*',
		},
	});

/** The newest entries of the site that is asked for, whole. @throws Failure missing where none is on */
export const feedAnswer = async (
	db: QueryExecutorProvider,
	asked: Knock,
	format: 'atom' | 'json',
): Promise<Response> => {
	const { site, origin } = await visit(db, asked);
	const { heads } = await headsShown(db, site, {}, 1, MOST);
	const entries: Entry[] = [];
	for (const head of heads) {
		const one = await entryShown(db, site, head.shortId);
		if (one?.state === 'published') entries.push(one);
	}
	const feed = { site, origin, entries };
	return format === 'atom'
		? answer(atomFeed(feed), 'application/atom+xml; charset=utf-8')
		: answer(jsonFeed(feed), 'application/feed+json; charset=utf-8');
};
