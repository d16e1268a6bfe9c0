import { sql } from 'kysely';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Clock } from '../clock.ts';
import type { Auth } from './auth.ts';

/** A session that was found valid a moment ago. */
export type Session = { id: string; actor: Actor };

const KEPT_MS = 5_000;
const MOST = 5_000;

/**
 * Finds the actor behind a session cookie. An answer is kept for five seconds, so that a burst of requests costs one
 * look; `forget` drops everything at once when a session is ended or a role changes in this process.
 */
export const sessionReader = (auth: Auth, clock: Clock) => {
	const kept = new Map<string, { session: Session | null; until: number }>();

	const find = async (headers: Headers): Promise<Session | null> => {
		const found = await auth.auth.api.getSession({ headers, query: { disableCookieCache: true } });
		if (!found) return null;
		const { rows } = await sql<{
			actor: Actor | null;
		}>`select auth.actor_of(${found.user.id}, ${dayOf(clock())}::date) as actor`.execute(auth.db);
		const actor = rows[0]?.actor;
		return actor ? { id: found.session.id, actor: { ...actor, kind: 'person' } } : null;
	};

	return {
		read: async (headers: Headers): Promise<Session | null> => {
			const cookie = /(?:^|;\s*)(?:__Secure-)?thuctien\.session_token=([^;]+)/.exec(
				headers.get('cookie') ?? '',
			)?.[1];
			if (!cookie) return null;
			const now = Date.now();
			const known = kept.get(cookie);
			if (known && known.until > now) return known.session;
			const session = await find(headers);
			if (kept.size >= MOST) kept.clear();
			kept.set(cookie, { session, until: now + KEPT_MS });
			return session;
		},
		forget: (): void => kept.clear(),
	};
};

export type SessionReader = ReturnType<typeof sessionReader>;
