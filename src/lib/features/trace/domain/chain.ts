import type { Day } from '#lib/shared/calendar.ts';

/**
 * The steps of the chain, from the text to practice, in their order. What people registered and its quarterly check are there only for a
 * document from which a campaign comes.
 */
export const stepKeys = ['read', 'summary', 'tasks', 'registration', 'check', 'evidence', 'result'] as const;
export type StepKey = (typeof stepKeys)[number];

/** `answered`: nothing is missing there: the clause does not apply to the unit, with a reason, or the unit wrote it itself. */
export type StepState = 'done' | 'under_way' | 'late' | 'gap' | 'not_yet_due' | 'answered';

export type TaskState = 'draft' | 'assigned' | 'in_progress' | 'reported' | 'accepted';

/** A task that carries out a clause, as far as the trace tells of it. */
export type TracedTask = {
	id: string;
	title: string;
	state: TaskState;
	percent: number;
	dueOn: Day;
	/** The day of the report of completion, when there is one. */
	reportedOn: Day | null;
	ownerName: string;
	unitName: string;
	programmeId: string;
	evidence: number;
	result: string | null;
	/** The sections whose clauses it carries out. */
	sectionIds: string[];
};

/** What people registered for a section, and what the latest quarter that was checked found. Null: too few to be told of. */
export type TracedCommitments = {
	campaignId: string;
	registered: number | null;
	quarter: number | null;
	checked: number | null;
	met: number | null;
};

/** A section of the document with its counters. */
export type TracedSection = {
	id: string;
	anchor: string;
	kind: string;
	label: string;
	heading: string;
	depth: number;
	readers: number;
	summaries: number;
	/** Why it does not apply to the unit, by a programme of the unit. */
	notApplicable: { reason: string; programmeId: string } | null;
	/** Null: no content of the campaign names it. Left out: no campaign comes from the document. */
	commitments?: TracedCommitments | null;
};

/** What holds for the document as a whole in the units that are looked at. */
export type Circulation = {
	/** The unit issued it itself: nobody has to summarise what they have written. */
	isOwn?: boolean;
	isPublished: boolean;
	/** The earliest day by which somebody is to have read; null while it is not published here. */
	readBy: Day | null;
	assigned: number;
	opened: number;
	studied: number;
};

export type GapKey =
	| 'unpublished'
	| 'unread'
	| 'unsummarised'
	| 'unassigned'
	| 'unregistered'
	| 'overdue'
	| 'unevidenced'
	| 'undecided';

/** A missing link, named. `count` says of how many things, `days` for how long. */
export type Gap = { key: GapKey; count: number; days: number };

export type Step = {
	key: StepKey;
	state: StepState;
	/** How much is there, of how much: readers of those assigned, summaries, finished tasks of all … */
	have: number;
	of: number;
	gap: Gap | null;
	/** Of which quarter a check tells. */
	quarter?: number;
};
