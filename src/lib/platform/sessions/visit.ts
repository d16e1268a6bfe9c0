import type { Cookies, RequestEvent } from '@sveltejs/kit';

/** Who knocks: what a sign-in has to know of a request. */
export type Visit = { cookies: Cookies; address: string; userAgent: string | null; secure: boolean };

export const visitOf = (event: RequestEvent): Visit => ({
	cookies: event.cookies,
	address: event.getClientAddress(),
	userAgent: event.request.headers.get('user-agent'),
	secure: event.url.protocol === 'https:',
});

/** Only a path of this site: never a way out to another one. */
export const pathWithin = (wanted: string | null): string =>
	wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
