import { redirect } from '@sveltejs/kit';
import { signIn } from '#lib/features/identity/sign-in.server.ts';
import { formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** Only a path of this site: never a way out to another one. */
const within = (wanted: string | null): string => (wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/');

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.actor) redirect(303, within(url.searchParams.get('den')));
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		const text = (name: string): string => (typeof input[name] === 'string' ? input[name] : '');
		const visit = {
			cookies: event.cookies,
			address: event.getClientAddress(),
			userAgent: event.request.headers.get('user-agent'),
			secure: event.url.protocol === 'https:',
		};
		try {
			await signIn(visit, text('login'), text('password'));
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		redirect(303, within(event.url.searchParams.get('den')));
	},
};
