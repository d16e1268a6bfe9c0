import { setTimeout as pause } from 'node:timers/promises';
import { installation } from '#lib/platform/installation.ts';
import { log } from '#lib/platform/log.ts';
import { followEveryTenant, restAfter } from './follow.server.ts';

/**
 * Follows the events of every tenant as long as the server runs. A job of the queue runs once a minute at the most; figures are to be
 * seconds old. Several servers may follow: one counts a tenant at a time.
 */
export const startFollowing = (): { stop: () => Promise<void> } => {
	const stopping = new AbortController();
	const follow = async (): Promise<void> => {
		while (!stopping.signal.aborted) {
			const started = Date.now();
			try {
				const { db, clock } = installation();
				await followEveryTenant(db, clock());
			} catch (error) {
				log.error(
					{ error: error instanceof Error ? error.stack : String(error) },
					'oversight: following events failed',
				);
			}
			await pause(restAfter(Date.now() - started), undefined, { signal: stopping.signal }).catch(() => {});
		}
	};
	const done = follow();
	return {
		stop: async () => {
			stopping.abort();
			await done;
		},
	};
};
