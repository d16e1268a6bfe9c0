import { type Day, dayOf } from '#lib/shared/calendar.ts';

/** What the timeline of a document tells of; other events (a draft corrected, a page opened) are no steps of its way. */
export const timelineVerbs = [
	'document.filed',
	'document.published',
	'document.withdrawn',
	'document.studied',
	'meeting.item_added',
	'meeting.discussed',
	'resolution.issued',
	'resolution.carries_out',
	'summary.written',
	'summary.released',
	'programme.created',
	'programme.issued',
	'clause.not_applicable',
	'task.assigned',
	'task.reported',
	'task.accepted',
	'task.returned',
	'task.cancelled',
	'deadline.moved',
	'task.urged',
	'study.published',
	'study.closed',
	'proposal.received',
	'proposal.answered',
	'proposal.released',
	'campaign.opened',
	'campaign.confirmed',
	'campaign.quarter_closed',
	'recognition.announced',
	'dispatch.sent',
	'dispatch.taken_up',
	'dispatch.reported',
	'site.published',
	'site.withdrawn',
	'talk.presented',
	'mass.programme_added',
	'mass.activity_done',
] as const;
export type TimelineVerb = (typeof timelineVerbs)[number];

/**
 * Told as one line a day with a count: a hundred people's reading is one piece of news, and what people propose is told
 * without their names, as is what the committee confirmed.
 */
export const groupedVerbs: readonly TimelineVerb[] = [
	'document.studied',
	'proposal.received',
	'proposal.answered',
	'campaign.confirmed',
];

export type TimelineEntry = {
	/** The last event of the entry: where the next page begins. */
	id: string;
	at: Date;
	verb: TimelineVerb;
	count: number;
	/** Who did it; null where people are only counted, and for the system. */
	actorName: string | null;
	isOwn: boolean;
	unitName: string | null;
	subjectId: string | null;
	/** The task, programme or meeting by its present name; a resolution by its number. */
	title: string | null;
	/** The clause that it is about. */
	clauseLabel: string | null;
	clauseAnchor: string | null;
};

export type TimelineDay = { day: Day; entries: TimelineEntry[] };

/** Entries, newest first, under the days on which they happened in Viet Nam. */
export const byDay = (entries: readonly TimelineEntry[]): TimelineDay[] => {
	const days: TimelineDay[] = [];
	for (const entry of entries) {
		const day = dayOf(entry.at);
		const last = days.at(-1);
		if (last?.day === day) last.entries.push(entry);
		else days.push({ day, entries: [entry] });
	}
	return days;
};
