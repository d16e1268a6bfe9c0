/** From a draft that its author corrects to what was carried out or cancelled. */
export const reorganisationStates = ['draft', 'checked', 'decided', 'carried_out', 'cancelled'] as const;
export type ReorganisationState = (typeof reorganisationStates)[number];

/** While its acts and facts may still change. */
export const isOpen = (state: ReorganisationState): boolean => state === 'draft' || state === 'checked';

/** While it can be called off: until it is carried out. */
export const canCancel = (state: ReorganisationState): boolean => isOpen(state) || state === 'decided';
