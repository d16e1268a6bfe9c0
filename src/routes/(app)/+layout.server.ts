import { redirect } from '@sveltejs/kit';
import { navigationFor } from '#lib/features/features.ts';
import { unreadCount } from '#lib/features/notifications/queries.server.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { look } from '#lib/platform/command/command.ts';
import { presentUnit, shellOf } from '#lib/platform/sessions/shell.ts';
import type { LayoutServerLoad } from './$types.js';

export const load: LayoutServerLoad = async ({ locals, cookies }) => {
	if (!locals.actor || !locals.door) redirect(303, '/dang-nhap');
	const unit = presentUnit(locals.actor, cookies.get('don-vi'));
	const { actor, door } = locals;
	return {
		shell: {
			...shellOf(locals.actor, unit, navigationFor(locals.actor)),
			unread: await look(door, (tx) => unreadCount(tx, actor)),
			theme: locals.theme,
			locale: getLocale(),
		},
	};
};
