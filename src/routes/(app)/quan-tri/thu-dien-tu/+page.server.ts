import { letterFigures } from '#lib/features/notifications/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { mailSettings } from '#lib/platform/mail/settings.ts';
import type { PageServerLoad } from './$types.js';

const DAYS = 7;

export const load: PageServerLoad = async ({ locals }) => {
	const door = doorOf({ locals });
	const since = new Date(door.clock().getTime() - DAYS * 86_400_000);
	const figures = await look(door, (tx) => letterFigures(tx, door.actor, since));
	const settings = mailSettings();
	return {
		days: DAYS,
		figures,
		server: settings && {
			host: settings.host,
			port: settings.port,
			from: settings.from,
			replyTo: settings.replyTo,
			isEncrypted: settings.isSecure || settings.requiresTls,
		},
	};
};
