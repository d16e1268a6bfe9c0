import { type Day, daysBetween } from '#lib/shared/calendar.ts';

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

export type Urgency = { kind: 'late' | 'soon' | 'later'; days: number };

const SOON = 3;

/** How near the day is: `days` past it or still to go. */
export const urgencyOf = (dueOn: Day, today: Day): Urgency => {
	const left = daysBetween(today, dueOn);
	if (left < 0) return { kind: 'late', days: -left };
	return { kind: left <= SOON ? 'soon' : 'later', days: left };
};

/** One list of what a person has to do, the most pressing first; a decision that others wait for goes before what is due the same day. */
export const inOrder = (duties: readonly Duty[]): Duty[] => {
	const weight = { decide: 0, read: 1, carry_out: 2 };
	return [...duties].sort((one, other) =>
		one.dueOn === other.dueOn ? weight[one.kind] - weight[other.kind] : one.dueOn < other.dueOn ? -1 : 1,
	);
};
