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
};

export type Duty = ReadingDuty | TaskDuty;

/** One list of what a person has to do, the most pressing first; a decision that others wait for goes before what is due the same day. */
export const inOrder = (duties: readonly Duty[]): Duty[] => {
	const weight = { decide: 0, read: 1, carry_out: 2 };
	return [...duties].sort((one, other) =>
		one.dueOn === other.dueOn ? weight[one.kind] - weight[other.kind] : one.dueOn < other.dueOn ? -1 : 1,
	);
};
