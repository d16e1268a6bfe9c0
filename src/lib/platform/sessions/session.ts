import { sql } from 'kysely';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Clock } from '../clock.ts';
import type { Auth } from './auth.ts';

/** A session that was found valid a moment ago. */
export type Session = { id: string; actor: Actor };

/** Told of every change of a session, an account, a role or a membership (db/security/30_identity.sql). */
export const SESSIONS_CHANNEL = 'thuctien_sessions';
/** Were the line to the database lost, an answer is at most so old. */
const KEPT_MS = 60_000;
const MOST = 20_000;

/**
 * Finds the actor behind a session cookie. An answer is kept for a minute, so that a burst of requests costs one look;
 * `forget` drops everything at once when a session is ended or a role changes: here, or in another process, of which the
 * database tells.
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
			const [oldest] = kept.keys();
			if (oldest !== undefined && kept.size >= MOST) kept.delete(oldest);
			kept.set(cookie, { session, until: now + KEPT_MS });
			return session;
		},
		forget: (): void => kept.clear(),
	};
};

export type SessionReader = ReturnType<typeof sessionReader>;
