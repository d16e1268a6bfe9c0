import { m } from '#lib/paraglide/messages.js';
import { longDate } from '#lib/shared/calendar.ts';
import type { KindKey } from '../domain/kind-keys.ts';

type Facts = Record<string, string | null>;

/** The name of a kind as the head of its results. */
export const sayKind = (kind: KindKey): string =>
	({
		document: m.search_kind_document,
		clause: m.search_kind_clause,
		task: m.search_kind_task,
		meeting: m.search_kind_meeting,
		person: m.search_kind_person,
	})[kind]();

const document = ({ typeName, number }: Facts): string =>
	number ? m.document_numbered({ type: typeName ?? '', number }) : (typeName ?? '');

/** What stands before the title of a hit. */
export const sayLead = (kind: KindKey, facts: Facts): string | null =>
	kind === 'document' || kind === 'clause' ? document(facts) : null;

const sayTaskState = ({ state, percent }: Facts): string => {
	const words: Record<string, () => string> = {
		assigned: m.task_state_assigned,
		in_progress: () => m.task_state_in_progress({ percent: percent ?? '0' }),
		reported: m.task_state_reported,
		accepted: m.task_state_accepted,
		cancelled: m.task_cancelled,
	};
	return words[state ?? '']?.() ?? '';
};

const date = (day: string | null | undefined): string => (day ? longDate(day) : '');

const notes: Record<KindKey, (facts: Facts) => (string | null | undefined)[]> = {
	document: ({ issuer, issuedOn, state }) => [
		issuer,
		date(issuedOn),
		state === 'filed' ? m.documents_unpublished() : null,
	],
	clause: ({ issuer, issuedOn }) => [issuer, date(issuedOn)],
	task: (facts) => [
		facts['owner'],
		facts['dueOn'] ? m.search_task_due({ day: longDate(facts['dueOn']) }) : null,
		sayTaskState(facts),
	],
	meeting: ({ day, place, unit }) => [unit, date(day), place],
	person: ({ jobTitle, units }) => [jobTitle, units],
};

/** The second line of a hit. */
export const sayNotes = (kind: KindKey, facts: Facts): string[] =>
	notes[kind](facts).filter((note): note is string => Boolean(note));
