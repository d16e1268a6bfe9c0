/** What a point of a summary is: what the text says, what is new, what it means for the unit, what the unit should do. */
export const pointKinds = ['content', 'novelty', 'unit', 'action'] as const;
export type PointKind = (typeof pointKinds)[number];
