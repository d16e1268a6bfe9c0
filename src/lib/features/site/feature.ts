import type { Feature } from '#lib/shared/feature.ts';

export const site: Feature = {
	name: 'site',
	navigation: [
		{
			key: 'site',
			href: '/cong-bo',
			place: 48,
			isFor: ({ roles }) =>
				roles.some(({ role }) => ['secretary', 'deputy', 'committee_member', 'clerk'].includes(role)),
		},
	],
	acts: ['site.prepare', 'site.publish', 'site.discard', 'site.withdraw', 'site.set'],
};
