import { redirect } from '@sveltejs/kit';
import { signOut } from '#lib/features/identity/sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
	default: async (event) => {
		await signOut(event.request.headers, event.cookies);
		redirect(303, '/dang-nhap');
	},
};
