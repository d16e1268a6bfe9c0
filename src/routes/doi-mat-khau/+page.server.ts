import { redirect } from '@sveltejs/kit';
import { changeOwnPassword } from '#lib/features/identity/own-account.server.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = ({ locals }) => ({ isFirst: locals.actor?.mustChangePassword ?? false });

export const actions: Actions = {
	default: async (event) => {
		const isFirst = event.locals.actor?.mustChangePassword;
		const { auth, sessions } = installation();
		const answer = await runForm(event, 'doi', changeOwnPassword(auth, event.locals.sessionId));
		if (!answer.ok) return answer.problem;
		sessions.forget();
		redirect(303, isFirst ? '/' : '/tai-khoan?da-doi-mat-khau');
	},
};
