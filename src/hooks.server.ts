import { redirect } from '@sveltejs/kit';
import { type Handle, type HandleServerError, sequence } from '@sveltejs/kit/hooks';
import { sql } from 'kysely';
import '#lib/features/contributions.server.ts';
import { lookCookie, lookOf, themeOf } from '#lib/features/reading/domain/look.ts';
import { isPublicPath } from '#lib/features/site/domain/addresses.ts';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { statementsOf } from '#lib/platform/database/statements.ts';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { installation } from '#lib/platform/installation.ts';
import { log } from '#lib/platform/log.ts';
import { READER } from '#lib/platform/offline/addresses.ts';
import { readerWord } from '#lib/platform/offline/reader-word.ts';
import { publicRoutes } from '#lib/platform/sessions/public-routes.ts';
import { httpStatus, isFailure } from '#lib/shared/failures.ts';
import { uuidv7 } from '#lib/shared/ids.ts';

/** All that can be done before the first password was changed. */
const withFirstPassword: readonly string[] = ['/doi-mat-khau', '/dang-xuat'];

/** The page that has a look of its own (features/reading/domain/look.ts). */
const readerRoute = '/(app)/van-ban/[id]';

/** Of the font, what a first visit to a public page fetches ahead; the weight of headings follows when it is needed. */
const siteFont = /be-vietnam-pro-vietnamese-400-normal/;

/** Whoever has changed something reads it on the primary for a while, by whichever process is next: the browser keeps the moment. */
const JUST_WROTE = 'vua-ghi';

let emptyUntilProven = true;

/** A new installation has nobody to sign in: its first page is the set-up. */
const isEmpty = async (): Promise<boolean> => {
	if (!emptyUntilProven) return false;
	const answer = await sql<{ empty: boolean }>`select public.instance_is_empty() as empty`.execute(
		installation().db,
	);
	emptyUntilProven = answer.rows[0]?.empty ?? true;
	return emptyUntilProven;
};

const language: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ locale }) => {
		const chosen = event.cookies.get('giao-dien');
		event.locals.theme = chosen === 'light' || chosen === 'dark' ? chosen : 'auto';
		const theme =
			event.route.id === readerRoute
				? themeOf(lookOf(event.cookies.get(lookCookie)), event.locals.theme)
				: event.locals.theme;
		return resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', theme),
			preload: ({ type, path }) =>
				type === 'js' ||
				type === 'css' ||
				(type === 'font' && (!isPublicPath(event.url.pathname) || siteFont.test(path))),
		});
	});

const person: Handle = async ({ event, resolve }) => {
	const { db, files, clock, sessions, replica } = installation();
	event.locals.requestId = uuidv7();
	event.locals.actor = null;
	event.locals.sessionId = null;
	event.locals.door = null;
	const session = await sessions.read(event.request.headers);
	if (session) {
		event.locals.actor = session.actor;
		event.locals.sessionId = session.id;
		event.locals.door = {
			db,
			files,
			clock,
			actor: session.actor,
			requestId: event.locals.requestId,
			aside: replica && !event.cookies.get(JUST_WROTE) ? replica : null,
		};
	}
	if (replica && event.request.method !== 'GET' && event.request.method !== 'HEAD')
		event.cookies.set(JUST_WROTE, '1', {
			path: '/',
			httpOnly: true,
			sameSite: 'lax',
			secure: event.url.protocol === 'https:',
			maxAge: replica.ownWritesForSeconds,
		});
	const route = event.route.id;
	if (route && !publicRoutes.includes(route)) {
		if (!session) {
			if (await isEmpty()) redirect(303, '/bat-dau');
			if (event.request.method !== 'GET') redirect(303, '/dang-nhap');
			const wanted = event.url.pathname + event.url.search;
			redirect(303, wanted === '/' ? '/dang-nhap' : `/dang-nhap?den=${encodeURIComponent(wanted)}`);
		}
		if (session.actor.mustChangePassword && !withFirstPassword.includes(route))
			redirect(303, '/doi-mat-khau');
	}
	return resolve(event);
};

const headers: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	response.headers.set('x-content-type-options', 'nosniff');
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('cross-origin-opener-policy', 'same-origin');
	response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
	// Pages bring their own policy; what is no page (data, files, plain answers) runs and loads nothing.
	if (!response.headers.has('content-security-policy'))
		response.headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
	const { frameAncestors } = event.locals;
	if (frameAncestors) {
		const policy = response.headers.get('content-security-policy') ?? '';
		response.headers.set('content-security-policy', policy.replace(/frame-ancestors [^;]*/, frameAncestors));
	}
	if (event.url.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000');
	// By this the service worker knows whose pages the device keeps (platform/offline).
	if (event.locals.actor) response.headers.set(READER, readerWord(event.locals.actor));
	if (event.locals.actor && !response.headers.has('cache-control'))
		response.headers.set('cache-control', 'private, no-store');
	return response;
};

/** For the benchmark: which page the recorded statements belong to (see statementRecorder). */
const recording: Handle = ({ event, resolve }) => {
	const page = process.env['THUCTIEN_STATEMENTS'] ? event.request.headers.get('x-statements') : null;
	return page ? statementsOf.run(page, () => resolve(event)) : resolve(event);
};

export const handle: Handle = sequence(recording, language, person, headers);

/** Failures on purpose get their words; everything else is a bug, told in the log under the request's id. */
export const handleError: HandleServerError = (caught) => {
	const { event } = caught;
	const error = 'error' in caught ? caught.error : undefined;
	if (isFailure(error))
		return { status: httpStatus[error.kind], message: sayFailure(error), requestId: event.locals.requestId };
	if (caught.kind === 'unknown') {
		log.error(
			{
				requestId: event.locals.requestId,
				route: event.route.id,
				error: error instanceof Error ? error.stack : String(error),
			},
			'bug',
		);
	}
	return { requestId: event.locals.requestId };
};
