import { createHmac, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { username } from 'better-auth/plugins/username';
import { CamelCasePlugin, Kysely, sql } from 'kysely';
import { uuidv7 } from '#lib/shared/ids.ts';
import { pooledDialect } from '../database/pool.ts';

/** argon2id with the settings that OWASP's password storage sheet gives first: 19 MiB, 2 passes, 1 lane. */
export const hashPassword = (password: string): Promise<string> =>
	hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

const SESSION_DAYS = 14;
/** A session that is used is prolonged once a day. */
export const PROLONG_AFTER_MS = 86_400_000;

export const minPasswordLength = 10;

/**
 * The token of a session cookie as better-auth signs it: token, a point, and the HMAC-SHA256 of the token in base64.
 * @returns null when the signature is not ours
 */
const signedToken = (cookie: string, secret: string): string | null => {
	let value: string;
	try {
		value = decodeURIComponent(cookie);
	} catch {
		return null;
	}
	const point = value.lastIndexOf('.');
	if (point < 1) return null;
	const token = value.slice(0, point);
	const own = createHmac('sha256', secret).update(token).digest();
	const given = Buffer.from(value.slice(point + 1), 'base64');
	return given.length === own.length && timingSafeEqual(given, own) ? token : null;
};

/**
 * The sign-in: better-auth over the tables of schema auth, in the role thuctien_auth, which reads those and no others.
 * @param secure cookies go over https only
 */
export const openAuth = (authUrl: string, secret: string, secure: boolean) => {
	// better-auth writes its column names in camel case; ours are snake case.
	const dialect = pooledDialect(authUrl, 4, '-c search_path=auth');
	const plain = new Kysely<Record<string, never>>({ dialect });
	const db = new Kysely<Record<string, never>>({
		dialect,
		plugins: [new CamelCasePlugin()],
	});
	const auth = betterAuth({
		secret,
		baseURL: 'http://localhost',
		database: { db, type: 'postgres' },
		telemetry: { enabled: false },
		logger: { disabled: true },
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength,
			password: { hash: hashPassword, verify: ({ hash: stored, password }) => verify(stored, password) },
		},
		user: {
			additionalFields: {
				tenantId: { type: 'string', required: true, input: false },
				personId: { type: 'string', required: true, input: false },
				mustChangePassword: { type: 'boolean', required: true, input: false },
				lockedAt: { type: 'date', required: false, input: false },
			},
		},
		session: {
			expiresIn: SESSION_DAYS * 86_400,
			updateAge: PROLONG_AFTER_MS / 1000,
			additionalFields: { tenantId: { type: 'string', required: true, input: false } },
		},
		account: { additionalFields: { tenantId: { type: 'string', required: true, input: false } } },
		databaseHooks: {
			session: {
				create: {
					before: async (session) => {
						const { rows } = await sql<{ tenant_id: string; locked_at: Date | null }>`
							select tenant_id, locked_at from "user" where id = ${session.userId}`.execute(plain);
						if (!rows[0] || rows[0].locked_at) return false;
						return { data: { ...session, tenantId: rows[0].tenant_id } };
					},
				},
			},
		},
		advanced: {
			cookiePrefix: 'thuctien',
			useSecureCookies: secure,
			database: { generateId: () => uuidv7() },
			defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
		},
		plugins: [username({ minUsernameLength: 3, maxUsernameLength: 60 })],
	});
	return {
		auth,
		db: plain,
		tokenOf: (cookie: string) => signedToken(cookie, secret),
		close: () => plain.destroy(),
	};
};

export type Auth = ReturnType<typeof openAuth>;
