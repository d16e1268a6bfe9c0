import { hash, verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { username } from 'better-auth/plugins/username';
import { CamelCasePlugin, Kysely } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import postgres from 'postgres';
import { uuidv7 } from '#lib/shared/ids.ts';

/** argon2id with the settings that OWASP's password storage sheet gives first: 19 MiB, 2 passes, 1 lane. */
export const hashPassword = (password: string): Promise<string> =>
	hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

const SESSION_DAYS = 14;

export const minPasswordLength = 10;

/**
 * The sign-in: better-auth over the tables of schema auth, in the role thuctien_auth, which reads those and no others.
 * @param secure cookies go over https only
 */
export const openAuth = (authUrl: string, secret: string, secure: boolean) => {
	const pool = postgres(authUrl, {
		max: 4,
		idle_timeout: 60,
		onnotice: () => {},
		connection: { search_path: 'auth' },
	});
	// better-auth writes its column names in camel case; ours are snake case.
	const db = new Kysely<Record<string, never>>({
		dialect: new PostgresJSDialect({ postgres: pool }),
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
			updateAge: 86_400,
			additionalFields: { tenantId: { type: 'string', required: true, input: false } },
		},
		account: { additionalFields: { tenantId: { type: 'string', required: true, input: false } } },
		databaseHooks: {
			session: {
				create: {
					before: async (session) => {
						const owner = await pool`select tenant_id, locked_at from "user" where id = ${session.userId}`;
						if (!owner[0] || owner[0]['locked_at']) return false;
						return { data: { ...session, tenantId: owner[0]['tenant_id'] as string } };
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
	return { auth, pool, close: () => pool.end({ timeout: 2 }) };
};

export type Auth = ReturnType<typeof openAuth>;
