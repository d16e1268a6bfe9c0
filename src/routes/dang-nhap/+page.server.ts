import { redirect } from '@sveltejs/kit';
import { sql } from 'kysely';
import { signIn } from '#lib/features/identity/sign-in.server.ts';
import { formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { pathWithin, visitOf } from '#lib/platform/sessions/visit.ts';
import type { Role, Standing } from '#lib/shared/actor.ts';
import type { Actions, PageServerLoad } from './$types.js';

type SamplePerson = {
	login: string;
	fullName: string;
	jobTitle: string;
	role: Role | null;
	standing: Standing | null;
};

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.actor) redirect(303, pathWithin(url.searchParams.get('den')));
	const found = await sql<SamplePerson>`
		select login, full_name as "fullName", job_title as "jobTitle", role, standing from public.sample_logins()`.execute(
		installation().db,
	);
	if (found.rows.length === 0) return { sample: null };
	const { samplePassword } = await import('../../../seed/people.ts');
	return { sample: { people: found.rows, password: samplePassword } };
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		const text = (name: string): string => (typeof input[name] === 'string' ? input[name] : '');
		try {
			await signIn(visitOf(event), text('login'), text('password'));
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		redirect(303, pathWithin(event.url.searchParams.get('den')));
	},
};
