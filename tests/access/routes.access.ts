import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicRoutes } from '#lib/platform/sessions/public-routes.ts';
import { type Route, readRoutes } from '../support/route-table.ts';
import { type ServedApp, serveApp } from '../support/served.ts';
import { castOf, get, type Player, post } from './cast.ts';
import { checkHeaders } from './headers.ts';
import { inParallel, rowsThatName } from './observe.ts';
import {
	inserter,
	letBeRated,
	letRegister,
	letSpeak,
	letWrite,
	type Place,
	plantPlace,
	plantTenant,
} from './places.ts';
import { addressOf, fieldNames, fieldsOf, unsupplied, unsuppliedFields } from './suppliers.ts';

let app: ServedApp;
let routes: Route[] = [];
let players: Player[] = [];
/** The same parts in the unit at the top of the organisation. */
let topPlayers: Player[] = [];
let own: Place;
let sibling: Place;
let foreign: Place;
const fields = fieldNames();

beforeAll(async () => {
	app = await serveApp({ WORKER: 'off' });
	routes = readRoutes();
	const insert = inserter(app);
	const first = await plantTenant(insert, 'Đảng bộ Sở');
	const second = await plantTenant(insert, 'DAU-HIEU-B0');
	own = await plantPlace(app, insert, first, 'DAU-HIEU-A1');
	sibling = await plantPlace(app, insert, first, 'DAU-HIEU-A2');
	foreign = await plantPlace(app, insert, second, 'DAU-HIEU-B1');
	players = await castOf(app, insert, first.tenantId, own.ids.unit);
	topPlayers = await castOf(app, insert, first.tenantId, first.unitId, 'top_');
	const everybody = players.map(({ personId }) => personId);
	await letWrite(insert, own, everybody);
	await letRegister(insert, own, everybody);
	await letBeRated(insert, own, everybody);
	await letSpeak(insert, own, everybody[0] ?? '');
	for (const place of [sibling, foreign]) await letSpeak(insert, place, place.ids.person);
});
afterAll(() => app?.stop());

const isPublic = (route: Route): boolean => publicRoutes.includes(route.id);
const answersToGet = (route: Route): boolean =>
	route.isPage || route.methods.includes('GET') || route.methods.includes('fallback');

type Call = { what: string; run: () => Promise<Response>; place: Place; route: Route };

const gets = (place: Place, who: { name: string; cookie: string }): Call[] =>
	routes.filter(answersToGet).map((route) => {
		const address = addressOf(route, place);
		return {
			what: `${who.name} GET ${address}`,
			run: () => get(app.url + address, who.cookie),
			place,
			route,
		};
	});

const posts = (
	place: Place,
	who: { name: string; cookie: string },
	body: Record<string, string>,
	origin?: string,
): Call[] =>
	routes.flatMap((route) => {
		const address = addressOf(route, place);
		const targets = [
			...route.actions.map((action) => (action === 'default' ? address : `${address}?/${action}`)),
			...(route.methods.includes('POST') ? [address] : []),
		];
		return targets.map((target) => ({
			what: `${who.name} POST ${target}`,
			run: () => post(app.url + target, who.cookie, body, origin),
			place,
			route,
		}));
	});

/** The text of an answer; of a stream that stays open only its beginning, then it is let go. */
const bodyOf = async (answer: Response): Promise<string> => {
	if (!/event-stream/.test(answer.headers.get('content-type') ?? '')) return answer.text();
	const reader = answer.body?.getReader();
	const first = await reader?.read();
	await reader?.cancel();
	return new TextDecoder().decode(first?.value);
};

/** Everything that is wrong with the answers to these calls. */
const faultsOf = async (
	calls: Call[],
	judge: (answer: Response, body: string, call: Call) => string[],
): Promise<string[]> => {
	const faults: string[] = [];
	await inParallel(4, calls, async (call) => {
		const answer = await call.run();
		const body = await bodyOf(answer);
		const found = [
			...(answer.status >= 500 ? ['an error of the server'] : []),
			...checkHeaders(answer),
			...judge(answer, body, call),
		];
		for (const fault of found) faults.push(`${call.what} → ${answer.status}: ${fault}`);
	});
	return faults.sort();
};

const leaks = (body: string, ...places: Place[]): string[] =>
	places.filter(({ mark }) => body.includes(mark)).map(({ mark }) => `tells ${mark}`);

const visitor = { name: 'visitor', cookie: '' };
const goesToSignIn = (answer: Response): boolean =>
	answer.status === 401 ||
	(answer.status === 303 && (answer.headers.get('location') ?? '').startsWith('/dang-nhap'));

test('the kind of every parameter of an address and of every field that bears an id is known', () => {
	expect(routes.length).toBeGreaterThan(5);
	expect(unsupplied(routes)).toEqual([]);
	expect(unsuppliedFields(fields)).toEqual([]);
});

test('who is not signed in comes to the sign-in page, whatever is asked for', async () => {
	const calls = [...gets(own, visitor), ...posts(own, visitor, fieldsOf(fields, own))].filter(
		({ route }) => !isPublic(route),
	);
	expect(
		await faultsOf(calls, (answer) => (goesToSignIn(answer) ? [] : ['is answered without a session'])),
	).toEqual([]);
});

test('public routes tell a visitor nothing of any organisation', async () => {
	const calls = gets(own, visitor).filter(({ route }) => isPublic(route));
	expect(await faultsOf(calls, (_answer, body) => leaks(body, own, sibling, foreign))).toEqual([]);
});

test('every page answers every role, and none tells what belongs to another unit or another organisation', async () => {
	const calls = players.flatMap((player) => gets(own, player)).filter(({ route }) => !isPublic(route));
	expect(await faultsOf(calls, (_answer, body) => leaks(body, sibling, foreign))).toEqual([]);
});

test('at least one role reads each page of its own unit, or of the organisation where it is kept at the top', async () => {
	const unread = new Map(
		routes.filter((route) => route.isPage && !isPublic(route)).map((route) => [route.id, [] as string[]]),
	);
	for (const cast of [players, topPlayers]) {
		const calls = cast.flatMap((player) => gets(own, player)).filter(({ route }) => unread.has(route.id));
		await faultsOf(calls, (answer, _body, { route, what }) => {
			if (answer.status === 200 || answer.status === 303) unread.delete(route.id);
			else unread.get(route.id)?.push(`${answer.status} ${what}`);
			return [];
		});
	}
	expect(Object.fromEntries(unread)).toEqual({});
});

test.each(['sibling', 'foreign'] as const)(
	'ids of another unit or organisation open nothing, for no role: %s',
	async (which) => {
		const place = { sibling, foreign }[which];
		const calls = players.flatMap((player) => gets(place, player)).filter(({ route }) => !isPublic(route));
		const faults = await faultsOf(calls, (answer, body, { route }) => {
			const opened =
				route.params.length > 0 &&
				answer.status === 200 &&
				answer.headers.get('content-type')?.includes('openapi') === false;
			return [...leaks(body, sibling, foreign), ...(opened ? ['opens a page of somebody else'] : [])];
		});
		expect(faults).toEqual([]);
	},
);

test('a form from another site is refused', async () => {
	const [secretary] = players.filter(({ name }) => name === 'secretary');
	if (!secretary) throw new Error('nobody plays the secretary');
	const calls = posts(own, secretary, fieldsOf(fields, own), 'http://la.example');
	expect(await faultsOf(calls, (answer) => (answer.status === 403 ? [] : ['is taken']))).toEqual([]);
});

test.each(['sibling', 'foreign'] as const)(
	'no act of any role touches another unit or organisation: %s',
	async (which) => {
		const place = { sibling, foreign }[which];
		const before = await rowsThatName(app.owner, place);
		const calls = players
			.flatMap((player) => [
				...posts(place, player, fieldsOf(fields, place)),
				...posts(own, player, fieldsOf(fields, place)),
				...posts(place, player, {}),
			])
			.filter(({ route }) => !isPublic(route) && route.id !== '/dang-xuat' && !/mat-khau/.test(route.id));
		const faults = await faultsOf(calls, (_answer, body) => leaks(body, sibling, foreign));
		expect(faults).toEqual([]);
		expect(await rowsThatName(app.owner, place)).toEqual(before);
	},
);

test('an empty form or one with any values is answered, never with an error of the server', async () => {
	const calls = players
		.flatMap((player) => [...posts(own, player, {}), ...posts(own, player, fieldsOf(fields, own))])
		.filter(({ route }) => !isPublic(route) && route.id !== '/dang-xuat');
	expect(await faultsOf(calls, (_answer, body) => leaks(body, sibling, foreign))).toEqual([]);
});
