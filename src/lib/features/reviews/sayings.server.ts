import type { PersonalRecord } from '#lib/platform/command/personal-look.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { FiguresWanted } from './figure-sources.server.ts';

/** What somebody else said of a person in the period, in words: read beside the figures by whoever rates. */
export type Saying = {
	title: string;
	words: readonly string[];
	/** What the person said to it. */
	answer: string;
	href: string;
	/** Whose record is looked at by reading it here. */
	record: PersonalRecord;
};

/** A feature that knows of such words. It is asked in the name of whoever rates, so that the fence holds. */
export type SayingSource = { name: string; of: (tx: Tx, wanted: FiguresWanted) => Promise<Saying[]> };

const sources = new Map<string, SayingSource>();

/** Tells of a source; the entry points load it. Under one name it is there once. */
export const registerSayings = (source: SayingSource): void => {
	sources.set(source.name, source);
};

/** What was said of people in a period, over all sources. */
export const sayingsOf = async (tx: Tx, wanted: FiguresWanted): Promise<Saying[]> =>
	(await Promise.all([...sources.values()].map((source) => source.of(tx, wanted)))).flat();
