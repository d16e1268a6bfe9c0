import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { PersonalPeriod } from './domain/period.ts';

/** How somebody stands in one thing: "12/14 văn bản đã nghiên cứu". It opens what it counts. */
export type PersonalFigure = {
	key: string;
	/** In words, with the whole. */
	words: string;
	value: number;
	/** Null where there is no whole (hours without a requirement): no bar is drawn. */
	of: number | null;
	/** A page of its own for what it counts; null opens the source's part of my page. */
	href: string | null;
	meaning: Meaning;
};

/** One thing of mine, or said of me, in a line. */
export type PersonalItem = {
	/** Unlike that of any other item of the source. */
	key: string;
	title: string;
	/** Facts below it. */
	words: string[];
	/** The moment by which it is put in order. */
	at: Date;
	href: string | null;
	state: { word: string; meaning: Meaning } | null;
};

/** What a source takes out of the house for its person. */
export type PersonalExport = {
	/** Everything that it keeps of the person, as JSON. Keys in English, as in the code. */
	data: unknown;
	/** Longer texts of the person, as they are read: a paper, a proposal. */
	texts?: readonly { title: string; body: string }[];
	/** The person's own files. */
	files?: readonly { name: string; sha256: string }[];
};

/** A feature that knows something of a person. Everything is asked in the person's own name and about that person only. */
export type PersonalSource = {
	key: string;
	title: () => string;
	/** Where it stands on the page; by tens, so that another fits in between. */
	place: number;
	of: (
		tx: Tx,
		actor: Actor & { personId: string },
		period: PersonalPeriod,
	) => Promise<{
		figures: PersonalFigure[];
		/** What is mine, the last first. */
		items: PersonalItem[];
		/** What others said of it: reviews, answers, reasons. */
		said?: PersonalItem[];
	}>;
	export: (tx: Tx, actor: Actor & { personId: string }) => Promise<PersonalExport>;
};

const sources = new Map<string, PersonalSource>();

/** Tells of a source of my page. The entry points load it (`hooks.server.ts`); under one key it is there once. */
export const registerPersonalSource = (source: PersonalSource): void => {
	sources.set(source.key, source);
};

/** Every source in the order of the page. */
export const personalSources = (): PersonalSource[] =>
	[...sources.values()].sort((one, other) => one.place - other.place || one.key.localeCompare(other.key));
