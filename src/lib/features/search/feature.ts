import type { Feature } from '#lib/shared/feature.ts';

export const search: Feature = {
	name: 'search',
	acts: ['abbreviation.add', 'abbreviation.strike', 'search.save', 'search.remove'],
};
