import type { MeetingKind } from './rules.ts';

export type ItemKind =
	| 'news'
	| 'document'
	| 'results'
	| 'tasks'
	| 'summary'
	| 'proposal'
	| 'resolution'
	| 'other';
export const itemKinds: readonly ItemKind[] = [
	'news',
	'document',
	'results',
	'tasks',
	'summary',
	'proposal',
	'resolution',
	'other',
];

export type Waiting = {
	documents: readonly { id: string; name: string }[];
	/** Summaries that somebody is to present. */
	summaries: readonly { id: string; documentId: string; name: string; person: string }[];
	/** Proposals that wait for the unit's answer and are on no item yet. */
	proposals: number;
	lateTasks: number;
	openTasks: number;
};
export type ProposedItem = {
	kind: ItemKind;
	title: string;
	documentId: string | null;
	/** The summary that is presented under it. */
	assignmentId: string | null;
	minutes: number;
};

/** The words of an agenda, given by the caller in the language of the unit. */
export type AgendaWords = Record<
	'news' | 'results' | 'tasks' | 'discussion' | 'resolution' | 'thematicResolution' | 'review',
	string
> & {
	document: (name: string) => string;
	summary: (person: string, name: string) => string;
	late: (count: number) => string;
	proposals: (count: number) => string;
};

const item = (
	kind: ItemKind,
	title: string,
	minutes: number,
	documentId: string | null = null,
	assignmentId: string | null = null,
): ProposedItem => ({
	kind,
	title,
	documentId,
	assignmentId,
	minutes,
});

/** Documents, and summaries, that one meeting can take in; the rest waits for the next. */
const MOST = 5;

/**
 * An agenda from what is waiting, in the order that the guidance sets: news, new documents and their summaries, results of the last
 * resolution, tasks with names and dates, discussion and vote on the resolution (Hướng dẫn 42-HD/BTCTW).
 */
export const proposedAgenda = (kind: MeetingKind, waiting: Waiting, words: AgendaWords): ProposedItem[] => {
	const documents = waiting.documents
		.slice(0, MOST)
		.map(({ id, name }) => item('document', words.document(name), 10, id));
	const summaries = waiting.summaries
		.slice(0, MOST)
		.map(({ id, documentId, name, person }) =>
			item('summary', words.summary(person, name), 10, documentId, id),
		);
	if (kind === 'study') return [...documents, ...summaries];
	if (kind === 'flag' || kind === 'joint') return documents;
	const late = waiting.lateTasks > 0 ? [item('tasks', words.late(waiting.lateTasks), 15)] : [];
	const proposals = waiting.proposals > 0 ? [item('proposal', words.proposals(waiting.proposals), 15)] : [];
	if (kind === 'committee')
		return [item('results', words.review, 20), ...late, ...proposals, ...documents, ...summaries];
	if (kind === 'thematic')
		return [
			...documents,
			...summaries,
			item('other', words.discussion, 60),
			item('resolution', words.thematicResolution, 20),
		];
	return [
		item('news', words.news, 10),
		...documents,
		...summaries,
		item('results', words.results, 20),
		...late,
		item('tasks', words.tasks, 20),
		...proposals,
		item('resolution', words.resolution, 20),
	];
};

/** What is proposed and not on the agenda yet. */
export const notOnAgenda = (
	proposed: readonly ProposedItem[],
	items: readonly Pick<ProposedItem, 'title' | 'assignmentId'>[],
): ProposedItem[] =>
	proposed.filter(
		({ title, assignmentId }) =>
			!items.some((item) => item.title === title && item.assignmentId === assignmentId),
	);
