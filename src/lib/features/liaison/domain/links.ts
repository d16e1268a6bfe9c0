import type { Day } from '#lib/shared/calendar.ts';

/** Why a letter is to be made out. */
export const causes = ['new', 'moved', 'renamed'] as const;
export type Cause = (typeof causes)[number];

type OpenLink = { id: string; validFrom: Day };

export type Repointed = {
	/** Ends on the day, and a new one begins at the successor: what was stays as it was. */
	ended: string[];
	/** Began on the day or later: it never was at the old place, so it is put right. */
	moved: string[];
};

/** What becomes of the open links of a residential cell that goes on in another one from a day on. */
export const repointed = (links: readonly OpenLink[], on: Day): Repointed => ({
	ended: links.filter(({ validFrom }) => validFrom < on).map(({ id }) => id),
	moved: links.filter(({ validFrom }) => validFrom >= on).map(({ id }) => id),
});

/** Why somebody gets a letter when they settle: the first place of residence here, or another one. None where it is not introduced. */
export const causeOf = (wanted: {
	isIntroduced: boolean;
	before: { placeId: string | null } | null;
}): Cause | null => {
	if (!wanted.isIntroduced) return null;
	return wanted.before?.placeId ? 'moved' : 'new';
};

/** The name of a residential cell in one line. */
export const placeName = ({ cell, commune }: { cell: string; commune: string }): string =>
	[cell, commune].filter(Boolean).join(', ');
