import { redirect } from '@sveltejs/kit';
import { sql } from 'kysely';
import { signIn } from '#lib/features/identity/sign-in.server.ts';
import { foundingDoor, setUpOrganisation } from '#lib/features/organisation/set-up.server.ts';
import { formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { visitOf } from '#lib/platform/sessions/visit.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

const isEmpty = async (): Promise<boolean> => {
	const answer = await sql<{ empty: boolean }>`select public.instance_is_empty() as empty`.execute(
		installation().db,
	);
	return answer.rows[0]?.empty ?? false;
};

export const load: PageServerLoad = async () => {
	if (!(await isEmpty())) redirect(303, '/');
};

let openingSample = false;

export const actions: Actions = {
	'thiet-lap': async (event) => {
		const { db, files, clock } = installation();
		const input = readForm(await event.request.formData());
		try {
			await setUpOrganisation(foundingDoor({ db, files, clock, requestId: event.locals.requestId }), input);
			await signIn(visitOf(event), String(input['login']), String(input['password']));
		} catch (error) {
			return formProblem(error, 'thiet-lap', input);
		}
		redirect(303, '/');
	},
	mau: async (event) => {
		const { db, files, clock } = installation();
		// Somebody who presses twice must not end the wait of the first.
		if (openingSample) return formProblem(refused('refused_already_set_up'), 'mau');
		openingSample = true;
		try {
			if (!(await isEmpty())) throw refused('refused_already_set_up');
			const { openSample } = await import('../../../seed/open-sample.ts');
			const { login, password } = await openSample({ db, files, clock, requestId: event.locals.requestId });
			await signIn(visitOf(event), login, password);
		} catch (error) {
			return formProblem(error, 'mau');
		} finally {
			openingSample = false;
		}
		redirect(303, '/');
	},
};
