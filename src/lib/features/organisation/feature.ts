import type { Feature } from '#lib/shared/feature.ts';

export const organisation: Feature = {
	name: 'organisation',
	navigation: [{ key: 'organisation', href: '/to-chuc', place: 50 }],
	acts: [
		'organisation.set_up',
		'unit.add',
		'unit.rename',
		'person.add',
		'person.change',
		'membership.begin',
		'membership.end',
		'membership.transfer',
		'role.assign',
		'role.end',
	],
};
