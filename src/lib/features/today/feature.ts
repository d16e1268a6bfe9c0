import type { Feature } from '#lib/shared/feature.ts';

export const today: Feature = {
	name: 'today',
	navigation: [{ key: 'home', href: '/', place: 10 }],
	acts: [],
};
