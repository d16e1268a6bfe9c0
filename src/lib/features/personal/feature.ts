import type { Feature } from '#lib/shared/feature.ts';

export const personal: Feature = {
	name: 'personal',
	acts: ['personal.export'],
};
