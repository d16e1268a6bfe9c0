import type { Feature } from '#lib/shared/feature.ts';

/** Nothing is changed here: a comparison is made whenever somebody looks. */
export const comparison: Feature = { name: 'comparison', acts: [] };
