import { sql } from 'kysely';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Clock } from '../clock.ts';
import { type Auth, PROLONG_AFTER_MS } from './auth.ts';

/** A session that was found valid a moment ago. */
export type Session = { id: string; actor: Actor };

/** Told of every change of a session, an account, a role or a membership (db/security/30_identity.sql). */
export const SESSIONS_CHANNEL = 'thuctien_sessions';
/** Were the line to the database to break without a word, an answer is at most so old. */
const KEPT_MS = 300_000;
/** Answers that were found in one moment, after a restart, are not all looked for again in one moment. */
const keptFor = (): number => KEPT_MS * (0.5 + Math.random() / 2);
const MOST = 20_000;

/**
 * Finds the actor behind a session cookie. An answer is kept for some minutes, so that a burst of requests costs one look;
 * `forget` drops everything at once when a session is ended or a role changes: here, or in another process, of which the
 * database tells. What was being looked for meanwhile is not kept. Between `lose` and the next `forget` nothing is kept, because what
 * was told meanwhile was not heard.
 */
export const sessionReader = (auth: Auth, clock: Clock) => {
	const kept = new Map<string, { session: Session | null; until: number }>();
	let generation = 0;
	let hears = true;

	/** The whole way: better-auth prolongs a session that is used, and clears away one that is over. */
	const findWhole = async (headers: Headers): Promise<Session | null> => {
		const found = await auth.auth.api.getSession({ headers, query: { disableCookieCache: true } });
		if (!found) return null;
		const { rows } = await sql<{
			actor: Actor | null;
		}>`select auth.actor_of(${found.user.id}, ${dayOf(clock())}::date) as actor`.execute(auth.db);
		const actor = rows[0]?.actor;
		return actor ? { id: found.session.id, actor: { ...actor, kind: 'person' } } : null;
	};

	/** Most sessions were prolonged today: one look tells who it is. After a restart everybody comes at once. */
	const find = async (cookie: string, headers: Headers): Promise<Session | null> => {
		const token = auth.tokenOf(cookie);
		if (!token) return null;
		const { rows } = await sql<{ id: string; actor: Actor | null }>`
			select s.id, auth.actor_of(s.user_id, ${dayOf(clock())}::date) as actor from session s
			where s.token = ${token} and s.expires_at > now() and s.updated_at > ${new Date(Date.now() - PROLONG_AFTER_MS)}`.execute(
			auth.db,
		);
		const [row] = rows;
		if (!row) return findWhole(headers);
		return row.actor ? { id: row.id, actor: { ...row.actor, kind: 'person' } } : null;
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
			const begun = generation;
			const session = await find(cookie, headers);
			if (!hears || begun !== generation) return session;
			const [oldest] = kept.keys();
			if (oldest !== undefined && kept.size >= MOST) kept.delete(oldest);
			kept.set(cookie, { session, until: now + keptFor() });
			return session;
		},
		forget: (): void => {
			hears = true;
			generation += 1;
			kept.clear();
		},
		lose: (): void => {
			hears = false;
			generation += 1;
			kept.clear();
		},
	};
};

export type SessionReader = ReturnType<typeof sessionReader>;
