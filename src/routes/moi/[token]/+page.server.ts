import { redirect } from '@sveltejs/kit';
import { acceptInvitation, invitationOf } from '#lib/features/identity/invitations.server.ts';
import { signIn } from '#lib/features/identity/sign-in.server.ts';
import { formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { visitOf } from '#lib/platform/sessions/visit.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ params }) => {
	const invitation = await invitationOf(installation(), params.token);
	return {
		invitation: invitation ? { fullName: invitation.fullName, tenantName: invitation.tenantName } : null,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { db, files, clock } = installation();
		const input = readForm(await event.request.formData());
		try {
			const door = { db, files, clock, requestId: event.locals.requestId };
			const { login } = await acceptInvitation(door, { ...input, token: event.params.token });
			await signIn(visitOf(event), login, String(input['password']));
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		redirect(303, '/');
	},
};
