import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Piece } from '../domain/marking.ts';
import type { Plan } from '../domain/plan.ts';
import type { Filters, FoundPassages } from '../find.server.ts';

/** A hit as every kind gives it; what is particular to a kind stands in `facts` and is put into words by ui/words.ts. */
export type Hit = {
	id: string;
	href: string;
	title: Piece[];
	facts: Record<string, string | null>;
	/** Where in it the words stand, with a link to the very place. */
	passage: { href: string; label: string; pieces: Piece[] } | null;
	score: number;
};

export type Hits = { hits: Hit[]; found: number; isMore: boolean };

/** What a kind gets to search with. The passages are found once, however many kinds look into them. */
export type Seeking = {
	tx: Tx;
	actor: Actor;
	today: Day;
	plan: Plan | null;
	filters: Filters;
	passages: () => Promise<FoundPassages>;
};

/** A kind of thing that is searched. A new one is a file here, a line in kinds.ts, and words in ui/words.ts. */
export type Kind<Key extends string = string> = {
	key: Key;
	/** Do the filters of documents mean something for it? Where one is set, other kinds stay silent. */
	isFiltered: boolean;
	find: (seeking: Seeking, from: number, count: number) => Promise<Hits>;
};
