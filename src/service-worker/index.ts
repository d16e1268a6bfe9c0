import { isData, SIGN_OUT } from '#lib/platform/offline/addresses.ts';
import { offlineKeeper } from '#lib/platform/offline/keeper.ts';

declare const self: ServiceWorkerGlobalScope;

const keeper = offlineKeeper({
	caches: self.caches,
	fetch: (request, init) => fetch(request, init),
	now: () => Date.now(),
});

self.addEventListener('install', (event) => event.waitUntil(keeper.prepare().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
// A page asks to be kept; it may have been opened before this worker was there, then it is taken under its care as well.
self.addEventListener('message', (event) => {
	const { keep } = (event.data ?? {}) as { keep?: unknown };
	if (typeof keep === 'string')
		event.waitUntil(Promise.all([self.clients.claim(), keeper.keep(keep).catch(() => undefined)]));
});
self.addEventListener('fetch', (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (origin !== self.location.origin) return;
	// Whoever signs out leaves nothing behind, network or not.
	if (request.method === 'POST' && pathname === SIGN_OUT) event.waitUntil(keeper.forget());
	if (request.method !== 'GET') return;
	if (pathname.startsWith('/_app/immutable/')) event.respondWith(keeper.asset(request));
	else if (request.mode === 'navigate' || isData(pathname))
		event.respondWith(keeper.page(request, (work) => event.waitUntil(work)));
});
