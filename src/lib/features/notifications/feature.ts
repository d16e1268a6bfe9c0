import type { Feature } from '#lib/shared/feature.ts';

export const notifications: Feature = {
	name: 'notifications',
	acts: [
		'reminders.open',
		'reminders.read_all',
		'reminders.set',
		'reminders.send_code',
		'reminders.confirm',
		'reminders.urge',
		'reminders.set_rule',
	],
};
