import type { Feature } from '#lib/shared/feature.ts';

/** Has no acts of its own: texts are kept and dropped within the commands of those who hold them. */
export const likeness: Feature = { name: 'likeness', acts: [] };
