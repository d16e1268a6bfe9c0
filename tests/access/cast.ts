import { randomUUID } from 'node:crypto';
import { hashPassword } from '#lib/platform/sessions/auth.ts';
import { type Role, roles, type Standing, standings } from '#lib/shared/actor.ts';
import type { ServedApp } from '../support/served.ts';
import type { Insert } from './places.ts';

/** Somebody with an account and the cookie of a session. */
export type Player = { name: string; login: string; personId: string; cookie: string };

const password = 'mat-khau-cua-thu-nghiem';

/** One person for each standing and for each role of the unit, each with an account. @param prefix of their names, so that several casts can play */
export const castOf = async (
	app: ServedApp,
	insert: Insert,
	tenantId: string,
	unitId: string,
	prefix = '',
): Promise<Player[]> => {
	const hash = await hashPassword(password);
	const parts: { name: string; standing?: Standing; role?: Role }[] = [
		...standings.map((standing) => ({ name: standing, standing })),
		...roles.map((role) => ({
			name: role,
			role,
			...(role === 'administrator' || role === 'higher_officer' ? {} : { standing: 'official' as const }),
		})),
	];
	const players: Player[] = [];
	for (const { name: part, standing, role } of parts) {
		const name = `${prefix}${part}`;
		const personId = randomUUID();
		const login = name.replaceAll('_', '.');
		await insert('person', tenantId, {
			id: personId,
			full_name: `Nguyễn Văn ${name}`,
			given_name: name,
			sort_key: name,
		});
		if (standing) await insert('membership', tenantId, { person_id: personId, unit_id: unitId, standing });
		if (role) await insert('role_assignment', tenantId, { person_id: personId, unit_id: unitId, role });
		await app.owner.begin(async (tx) => {
			await tx`select set_config('app.tenant', ${tenantId}, true)`;
			await tx`select auth.create_account(${randomUUID()}::uuid, ${personId}::uuid, ${login}, ${name}, ${hash}, false)`;
		});
		players.push({ name, login, personId, cookie: '' });
	}
	for (const player of players) player.cookie = await signIn(app.url, player.login);
	return players;
};

/** Signs in as a browser does. @returns the cookies to send */
export const signIn = async (url: string, login: string): Promise<string> => {
	const answer = await post(`${url}/dang-nhap`, '', { login, password });
	const cookies = answer.headers.getSetCookie();
	if (answer.status !== 303 || cookies.length === 0)
		throw new Error(`${login} could not sign in: ${answer.status} ${await answer.text()}`);
	for (const line of cookies) {
		if (!/httponly/i.test(line) || !/samesite=(lax|strict)/i.test(line))
			throw new Error(`A cookie is open: ${line.replace(/=[^;]*/, '=…')}`);
	}
	return cookies.map((line) => line.split(';')[0]).join('; ');
};

export const get = (url: string, cookie: string): Promise<Response> =>
	fetch(url, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });

export const post = (
	url: string,
	cookie: string,
	fields: Record<string, string>,
	origin = new URL(url).origin,
): Promise<Response> =>
	fetch(url, {
		method: 'POST',
		headers: { cookie, origin, accept: 'text/html' },
		body: new URLSearchParams(fields),
		redirect: 'manual',
	});
