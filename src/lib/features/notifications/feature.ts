import type { Feature } from '#lib/shared/feature.ts';

export const notifications: Feature = {
	name: 'notifications',
	acts: [],
};
