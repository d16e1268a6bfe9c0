import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import { type Cause, placeName } from '../domain/links.ts';

type Home = { cell: string; commune: string; exemptKind: string | null; exemptName: string };

/** Where somebody lives, in a line; of who is not introduced, that this is so. */
export const sayLink = (link: Home): string => placeName(link) || link.exemptName;

const causes: Record<Cause, () => string> = {
	new: m.residence_cause_new,
	moved: m.residence_cause_moved,
	renamed: m.residence_cause_renamed,
};
export const sayCause = (cause: Cause): string => causes[cause]();

/** How somebody stands with the place where they live: the first thing that is open, else that all is done. */
export const stateOfHome = (
	link: (Home & { letterDue: Cause | null }) | null,
	letter: { receivedOn: string | null } | null,
): { meaning: Meaning; word: string } => {
	if (!link) return { meaning: 'soon', word: m.residence_state_unknown() };
	if (link.letterDue) return { meaning: 'soon', word: sayCause(link.letterDue) };
	if (!letter) return { meaning: 'neutral', word: m.residence_state_no_letter() };
	return letter.receivedOn
		? { meaning: 'done', word: m.residence_state_received() }
		: { meaning: 'soon', word: m.residence_state_sent() };
};

const ways = {
	typed: m.residence_way_typed,
	scan: m.residence_way_scan,
	link: m.residence_way_link,
};
export const sayWay = (way: keyof typeof ways): string => ways[way]();

const states: Record<'waiting' | 'received' | 'exempt', { meaning: Meaning; say: () => string }> = {
	waiting: { meaning: 'soon', say: m.residence_request_waiting },
	received: { meaning: 'done', say: m.residence_request_received },
	exempt: { meaning: 'neutral', say: m.residence_request_exempt },
};
export const stateOfRequest = (state: keyof typeof states): { meaning: Meaning; word: string } => ({
	meaning: states[state].meaning,
	word: states[state].say(),
});
