import type { Feature } from '#lib/shared/feature.ts';

export const identity: Feature = {
	name: 'identity',
	navigation: [
		{
			key: 'administration',
			href: '/quan-tri',
			place: 60,
			isFor: (actor) => actor.roles.some(({ role }) => role === 'administrator'),
		},
	],
	acts: [
		'account.create',
		'account.invite',
		'account.invite_unit',
		'account.accept_invitation',
		'account.change_password',
		'account.reset_password',
		'account.lock',
		'account.unlock',
		'session.end',
		'session.end_others',
	],
};
