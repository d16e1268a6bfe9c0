import type { Feature } from '#lib/shared/feature.ts';

/** The trace changes nothing: it shows what the others have done. */
export const trace: Feature = { name: 'trace', acts: [] };
