import type { Day } from '#lib/shared/calendar.ts';

/** What the block of the unit shows. */
export type UnitFigures = {
	behind: {
		documentId: string;
		typeName: string;
		number: string | null;
		title: string;
		behind: number;
		assigned: number;
		readBy: Day;
	}[];
	behindTotal: number;
	tasksLate: number;
	tasksWaiting: number;
	filesWaiting: number;
	documentsUnpublished: number;
};
