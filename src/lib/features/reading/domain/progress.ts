/** The longest time that one report of the reader may claim for a section, in seconds: nobody reads for hours unasked. */
export const MOST_SECONDS = 600;

/** How far a person has come with a document. */
export type Progress = { openedAt: Date | null; studiedAt: Date | null; sectionsReached: number };

export type ReadingState = 'unopened' | 'reading' | 'studied';

export const readingStates: readonly ReadingState[] = ['unopened', 'reading', 'studied'];

/** Studied is what the person said; reading is what was recorded. The one does not follow from the other. */
export const readingStateOf = ({
	openedAt,
	studiedAt,
}: Pick<Progress, 'openedAt' | 'studiedAt'>): ReadingState =>
	studiedAt ? 'studied' : openedAt ? 'reading' : 'unopened';

/** The sections that a reader who says "studied" has not come to: they are told, and decide. */
export const sectionsMissed = (reached: number, sections: number): number => Math.max(0, sections - reached);
