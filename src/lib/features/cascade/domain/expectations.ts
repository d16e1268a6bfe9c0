import type { Day } from '#lib/shared/calendar.ts';

/** What may be expected of a unit that is given a document, in the order of the chain (product.md, B14). */
export const expected = ['spread', 'study', 'programme', 'report'] as const;
export type Expected = (typeof expected)[number];
/** By which day each is expected; null where it is not. */
export type Expectations = Readonly<Record<Expected, Day | null>>;

export const nothingExpected: Expectations = { spread: null, study: null, programme: null, report: null };

/** The fields of forms and inputs, by what is expected. */
export const fieldOf: Readonly<Record<Expected, 'spreadBy' | 'studyBy' | 'programmeBy' | 'reportBy'>> = {
	spread: 'spreadBy',
	study: 'studyBy',
	programme: 'programmeBy',
	report: 'reportBy',
};

export type ExpectationIssue = 'issue_cascade_nothing' | 'issue_cascade_past' | 'issue_cascade_before_spread';

/**
 * What is wrong with the days of a new dispatch.
 * @returns by what is expected the key of the words; nothing when all is well
 */
export const issuesOf = (wanted: Expectations, today: Day): Partial<Record<Expected, ExpectationIssue>> => {
	if (expected.every((one) => wanted[one] === null)) return { spread: 'issue_cascade_nothing' };
	const issues: Partial<Record<Expected, ExpectationIssue>> = {};
	for (const one of expected) {
		const day = wanted[one];
		if (day === null) continue;
		if (day < today) issues[one] = 'issue_cascade_past';
		// Nobody studies or carries out what was not spread yet.
		else if (one !== 'spread' && wanted.spread !== null && day < wanted.spread)
			issues[one] = 'issue_cascade_before_spread';
	}
	return issues;
};

/** What a unit sets itself later than was asked of it, or leaves out: for that it gives a reason. */
export const laterThan = (asked: Expectations, own: Expectations): Expected[] =>
	expected.filter((one) => {
		const [wanted, set] = [asked[one], own[one]];
		return wanted !== null && (set === null || set > wanted);
	});

/** Within so many days a unit says that it takes the document up, unless something is expected of it before. */
export const TAKE_UP_DAYS = 3;
