import type { Feature } from '#lib/shared/feature.ts';

export const cascade: Feature = {
	name: 'cascade',
	acts: [
		'dispatch.send',
		'dispatch.withdraw',
		'dispatch.receive',
		'dispatch.take_up',
		'dispatch.set_aside',
		'dispatch.report',
		'dispatch.enter',
		'dispatch.tell_partner',
	],
};
