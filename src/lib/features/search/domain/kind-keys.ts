/** The kinds of things that are searched, as addresses name them. */
export const kindKeys = ['document', 'clause', 'task', 'meeting', 'person'] as const;
export type KindKey = (typeof kindKeys)[number];
