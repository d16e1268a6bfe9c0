import { redirect } from '@sveltejs/kit';
import { navigationFor } from '#lib/features/features.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { presentUnit, shellOf } from '#lib/platform/sessions/shell.ts';
import type { LayoutServerLoad } from './$types.js';

export const load: LayoutServerLoad = ({ locals, cookies }) => {
	if (!locals.actor) redirect(303, '/dang-nhap');
	const unit = presentUnit(locals.actor, cookies.get('don-vi'));
	return {
		shell: {
			...shellOf(locals.actor, unit, navigationFor(locals.actor)),
			theme: locals.theme,
			locale: getLocale(),
		},
	};
};
