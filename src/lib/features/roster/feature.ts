import type { Feature } from '#lib/shared/feature.ts';

export const roster: Feature = {
	name: 'roster',
	acts: ['roster.upload', 'roster.map', 'roster.write', 'roster.drop', 'roster.undo'],
};
