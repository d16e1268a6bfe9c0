import { m } from '#lib/paraglide/messages.js';
import { readingStateOf } from '../domain/progress.ts';

/** "Nghị quyết số 57-NQ/TW"; a document without a number goes by its type alone. */
export const sayDocument = (document: { typeName: string; number: string | null }): string =>
	document.number
		? m.document_numbered({ type: document.typeName, number: document.number })
		: document.typeName;

/** How far one has come oneself. */
export const sayReading = (own: {
	openedAt: Date | null;
	studiedAt: Date | null;
	sectionsReached: number;
	sections: number;
}): string =>
	({
		unopened: m.reading_unopened,
		reading: () => m.reading_reached({ reached: own.sectionsReached, sections: own.sections }),
		studied: m.reading_studied,
	})[readingStateOf(own)]();

/** Time spent, in minutes as people say it. */
export const sayMinutes = (seconds: number): string =>
	seconds === 0
		? ''
		: seconds < 60
			? m.reading_under_a_minute()
			: m.reading_minutes({ minutes: Math.round(seconds / 60) });
