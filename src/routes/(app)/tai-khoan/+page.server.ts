import { redirect } from '@sveltejs/kit';
import { endOtherSessions, endSession } from '#lib/features/identity/own-account.server.ts';
import { accountsOf, ownSessions } from '#lib/features/identity/queries.server.ts';
import { personById } from '#lib/features/organisation/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { sayRole, sayStanding, unitsOf } from '#lib/platform/sessions/shell.ts';
import { pathWithin } from '#lib/platform/sessions/visit.ts';
import { missing } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

const YEAR = 365 * 86_400;
const cookie = { path: '/', httpOnly: true, sameSite: 'lax', maxAge: YEAR } as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const { actor } = door;
	const personId = actor.personId;
	if (!personId) throw missing('failure_not_found');
	const { sessions, person, login } = await look(door, async (tx) => ({
		sessions: await ownSessions(tx, actor, door.clock()),
		person: await personById(tx, personId),
		login: (await accountsOf(tx, actor.tenantId, [personId])).get(personId)?.login ?? '',
	}));
	return {
		person,
		login,
		passwordChanged: url.searchParams.has('da-doi-mat-khau'),
		places: [
			...actor.standings.map(({ unitName, standing }) => ({ unitName, words: sayStanding(standing) })),
			...actor.roles.map(({ unitName, role }) => ({ unitName, words: sayRole(role) })),
		],
		sessions: sessions.map((session) => ({ ...session, isThis: session.id === locals.sessionId })),
	};
};

const text = (form: FormData, name: string): string => {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
};

export const actions: Actions = {
	'don-vi': async (event) => {
		const form = await event.request.formData();
		const unit = unitsOf(doorOf(event).actor).find(({ id }) => id === text(form, 'unitId'));
		if (unit) event.cookies.set('don-vi', unit.id, { ...cookie, secure: event.url.protocol === 'https:' });
		redirect(303, pathWithin(text(form, 'back')));
	},
	'giao-dien': async (event) => {
		const form = await event.request.formData();
		const theme = text(form, 'theme');
		if (['light', 'dark', 'auto'].includes(theme))
			event.cookies.set('giao-dien', theme, { ...cookie, secure: event.url.protocol === 'https:' });
		redirect(303, pathWithin(text(form, 'back')));
	},
	'ngon-ngu': async (event) => {
		const form = await event.request.formData();
		const locale = text(form, 'locale');
		// Not httpOnly: the browser's own messages are in the same language.
		if (locale === 'vi' || locale === 'en')
			event.cookies.set('ngon-ngu', locale, {
				...cookie,
				httpOnly: false,
				secure: event.url.protocol === 'https:',
			});
		redirect(303, pathWithin(text(form, 'back')));
	},
	'ket-thuc': async (event) => {
		const answer = await runForm(event, 'ket-thuc', endSession);
		installation().sessions.forget();
		return answer.ok ? { action: 'ket-thuc' } : answer.problem;
	},
	'ket-thuc-khac': async (event) => {
		const answer = await runForm(event, 'ket-thuc-khac', endOtherSessions(event.locals.sessionId));
		installation().sessions.forget();
		return answer.ok ? { action: 'ket-thuc-khac' } : answer.problem;
	},
};
