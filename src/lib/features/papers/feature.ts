import type { Feature } from '#lib/shared/feature.ts';

export const papers: Feature = {
	name: 'papers',
	acts: [],
};
