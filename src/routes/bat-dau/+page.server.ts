import { redirect } from '@sveltejs/kit';
import { sql } from 'kysely';
import { signIn } from '#lib/features/identity/sign-in.server.ts';
import { foundingDoor, setUpOrganisation } from '#lib/features/organisation/set-up.server.ts';
import { formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async () => {
	const answer = await sql<{ empty: boolean }>`select public.instance_is_empty() as empty`.execute(
		installation().db,
	);
	if (!answer.rows[0]?.empty) redirect(303, '/');
};

export const actions: Actions = {
	default: async (event) => {
		const { db, files, clock } = installation();
		const input = readForm(await event.request.formData());
		try {
			await setUpOrganisation(foundingDoor({ db, files, clock, requestId: event.locals.requestId }), input);
			const visit = {
				cookies: event.cookies,
				address: event.getClientAddress(),
				userAgent: event.request.headers.get('user-agent'),
				secure: event.url.protocol === 'https:',
			};
			await signIn(visit, String(input['login']), String(input['password']));
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		redirect(303, '/');
	},
};
