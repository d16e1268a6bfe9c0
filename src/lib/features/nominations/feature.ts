import type { Feature } from '#lib/shared/feature.ts';

export const nominations: Feature = {
	name: 'nominations',
	navigation: [
		{
			key: 'nominations',
			href: '/binh-xet',
			place: 49,
			isFor: ({ roles }) => roles.some(({ role }) => role !== 'administrator'),
		},
	],
	acts: [
		'award.set_rules',
		'award.open',
		'award.nominate',
		'award.cancel',
		'award.fix',
		'award.record_session',
		'award.record_vote',
		'award.decide',
		'nomination.write',
		'nomination.drop_evidence',
		'nomination.sign',
		'nomination.withdraw',
	],
};
