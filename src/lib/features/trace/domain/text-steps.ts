import { type Day, daysBetween } from '#lib/shared/calendar.ts';
import type { Circulation, Step, TracedSection } from './chain.ts';

/** Has the section been read by those to whom the document is assigned? */
export const readStep = (section: TracedSection, circulation: Circulation, today: Day): Step => {
	const { assigned, readBy } = circulation;
	const have = Math.min(section.readers, assigned);
	const step = { key: 'read' as const, have, of: assigned };
	if (!circulation.isPublished || assigned === 0 || !readBy) {
		return { ...step, state: 'gap', gap: { key: 'unpublished', count: 0, days: 0 } };
	}
	if (have >= assigned) return { ...step, state: 'done', gap: null };
	const days = daysBetween(readBy, today);
	// A few who are behind are behind in every section: that is told once, above. A section that nobody has read is late itself.
	if (days > 0)
		return {
			...step,
			state: have > 0 ? 'under_way' : 'late',
			gap: { key: 'unread', count: assigned - have, days },
		};
	return { ...step, state: have > 0 ? 'under_way' : 'not_yet_due', gap: null };
};

/** Is there a summary of its new points? It is owed from the day on which the document is published. */
export const summaryStep = (section: TracedSection, circulation: Circulation): Step => {
	const step = { key: 'summary' as const, have: section.summaries, of: 1 };
	if (section.summaries > 0) return { ...step, state: 'done', gap: null };
	if (circulation.isOwn) return { ...step, of: 0, state: 'answered', gap: null };
	if (!circulation.isPublished) return { ...step, state: 'not_yet_due', gap: null };
	return { ...step, state: 'gap', gap: { key: 'unsummarised', count: 1, days: 0 } };
};
