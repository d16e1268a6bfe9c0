import type { Cookies } from '@sveltejs/kit';
import { APIError } from 'better-auth/api';
import { installation } from '#lib/platform/installation.ts';
import type { Visit } from '#lib/platform/sessions/visit.ts';
import { Failure, tooMany } from '#lib/shared/failures.ts';
import { checkAttempts, clearAttempts, countFailure } from './attempts.server.ts';

/** Hands the cookies of better-auth's answer to the page's answer. */
const passCookies = (answer: Headers, cookies: Cookies): void => {
	for (const line of answer.getSetCookie()) {
		const [pair = '', ...attributes] = line.split(/;\s*/);
		const at = pair.indexOf('=');
		const option = (name: string): string | undefined =>
			attributes.find((attribute) => attribute.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
		const maxAge = option('max-age');
		cookies.set(pair.slice(0, at), decodeURIComponent(pair.slice(at + 1)), {
			path: '/',
			httpOnly: true,
			sameSite: 'lax',
			secure: attributes.some((attribute) => attribute.toLowerCase() === 'secure'),
			...(maxAge ? { maxAge: Number(maxAge) } : {}),
		});
	}
};

/**
 * Signs in with login name and password and leaves the session cookie.
 * @throws Failure signed_out for a wrong name or password (never saying which), too_many after repeated failures
 */
export const signIn = async (visit: Visit, login: string, password: string): Promise<void> => {
	const { auth, clock } = installation();
	const keys = [`address:${visit.address}`, `login:${login.trim().toLowerCase()}`];
	const wait = await checkAttempts(auth.db, keys, clock());
	if (wait > 0) throw tooMany('failure_too_many_attempts', { minutes: Math.ceil(wait / 60) });
	try {
		const { headers } = await auth.auth.api.signInUsername({
			body: { username: login.trim().toLowerCase(), password, rememberMe: true },
			headers: new Headers({ 'user-agent': visit.userAgent ?? '', 'x-forwarded-for': visit.address }),
			returnHeaders: true,
		});
		passCookies(headers, visit.cookies);
	} catch (error) {
		if (!(error instanceof APIError)) throw error;
		await countFailure(auth.db, keys, clock());
		throw new Failure('signed_out', 'failure_wrong_login');
	}
	await clearAttempts(auth.db, keys);
};

/** Ends the session of this cookie. */
export const signOut = async (headers: Headers, cookies: Cookies): Promise<void> => {
	const { auth, sessions } = installation();
	const answer = await auth.auth.api.signOut({ headers, returnHeaders: true });
	passCookies(answer.headers, cookies);
	sessions.forget();
};
