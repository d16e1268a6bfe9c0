import type { Day } from '#lib/shared/calendar.ts';

/** A document that is still to be read. */
export type ReadingDuty = {
	kind: 'read';
	documentId: string;
	typeName: string;
	number: string | null;
	title: string;
	dueOn: Day;
	isOpened: boolean;
	/** Where the reader stopped. */
	placeLabel: string | null;
	placeAnchor: string | null;
};

/** A task that is mine to carry out, or one whose result waits for my decision. */
export type TaskDuty = {
	kind: 'carry_out' | 'decide';
	taskId: string;
	title: string;
	dueOn: Day;
	percent: number;
	ownerName: string;
	/** The last report was sent back. */
	isReturned: boolean;
	/** When it was last urged while it is owed, and with which words. */
	urged: { day: Day; words: string; byName: string } | null;
};

/** A step of a task that is mine to do. */
export type StepDuty = {
	kind: 'step';
	stepId: string;
	taskId: string;
	title: string;
	taskTitle: string;
	dueOn: Day;
};

export type Duty = ReadingDuty | TaskDuty | StepDuty;

/** One list of what a person has to do, the most pressing first; a decision that others wait for goes before what is due the same day. */
export const inOrder = (duties: readonly Duty[]): Duty[] => {
	const weight = { decide: 0, read: 1, carry_out: 2, step: 3 };
	return [...duties].sort((one, other) =>
		one.dueOn === other.dueOn ? weight[one.kind] - weight[other.kind] : one.dueOn < other.dueOn ? -1 : 1,
	);
};
