import { z } from 'zod';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import type { Decision } from '#lib/shared/decision.ts';
import { invalid, refused } from '#lib/shared/failures.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/connect.ts';
import { untilOnDisk } from '../database/on-disk.ts';
import type { Replica } from '../database/replica.ts';
import { type Tx, transactionAs } from '../database/transaction.ts';
import { sayKey } from '../failure-words.ts';
import type { FileStore } from '../files/store.ts';
import { type EmittedEvent, writeEvent } from './event.ts';
import { reactionsTo } from './reactions.ts';

/** What every door (form, API, CLI, job) brings with it. */
export type Door = {
	db: Database;
	files: FileStore;
	clock: Clock;
	actor: Actor;
	requestId: string;
	/** A replica, for looks that may be some seconds behind (`lookAside`); none for whoever has just changed something. */
	aside?: Replica | null;
};

export type CommandContext = {
	tx: Tx;
	actor: Actor;
	/** The person who acts. Throws when the system acts: for commands that only people run. */
	personId: string;
	now: Date;
	today: Day;
	files: FileStore;
	/** Refuses unless the policy allows. A command that never asks fails: see `assertPermitted`. */
	permit: (decision: Decision) => void;
	/** Writes the event of this change in the same transaction. */
	emit: (verb: string, event: EmittedEvent) => Promise<void>;
	newId: () => string;
};

export type Command<Input, Result> = ((door: Door, input: unknown) => Promise<Result>) & {
	verb: string;
	schema: z.ZodType<Input>;
};

const issueWords = { vi: z.locales.vi().localeError, en: z.locales.en().localeError };

/** Zod's words for a problem, in the language of the request. */
const wordsOfIssue: typeof issueWords.vi = (issue) => issueWords[getLocale()](issue);

/**
 * One pipeline for every change: parse, open the transaction in the actor's name, run, make sure that a policy was
 * asked and an event written, commit.
 * @param options.silent the change is a running record (reading progress) that writes no event of its own
 * @param options.letGoEarly rows that others wait for (the next number of a register) are let go at the commit and not when
 * the disk has it; the answer waits for the disk all the same. What builds on the change is later in the log, so a crash
 * never keeps it without this one.
 * @throws Failure invalid | refused | missing | conflict; anything else is a bug
 */
export const command = <Input, Result>(
	verb: string,
	schema: z.ZodType<Input>,
	run: (context: CommandContext, input: Input) => Promise<Result>,
	options: { silent?: boolean; letGoEarly?: boolean } = {},
): Command<Input, Result> => {
	const perform = async (door: Door, raw: unknown): Promise<Result> => {
		const parsed = schema.safeParse(raw, { error: wordsOfIssue });
		if (!parsed.success) {
			throw invalid(
				parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: sayKey(issue.message) })),
			);
		}
		const change = async (tx: Tx): Promise<Result> => {
			const now = door.clock();
			let permitted = false;
			let events = 0;
			const context: CommandContext = {
				tx,
				actor: door.actor,
				get personId(): string {
					if (!door.actor.personId) throw new Error(`${verb} is done by people only`);
					return door.actor.personId;
				},
				now,
				today: dayOf(now),
				files: door.files,
				permit: (decision) => {
					if (!decision.allowed) throw refused(decision.key);
					permitted = true;
				},
				emit: async (name, event) => {
					events += 1;
					await writeEvent(tx, door, now, name, event);
					for (const react of reactionsTo(name)) await react(context, event);
				},
				newId: () => uuidv7(now.getTime()),
			};
			const result = await run(context, parsed.data);
			if (!permitted) throw new Error(`${verb} asked no policy`);
			if (events === 0 && !options.silent) throw new Error(`${verb} wrote no event`);
			return result;
		};
		const letGoEarly = options.letGoEarly ?? false;
		const result = await transactionAs(door.db, door.actor, 'write', change, { letGoEarly });
		if (letGoEarly) await untilOnDisk(door.db);
		return result;
	};
	return Object.assign(perform, { verb, schema });
};

/** A reading look at the data in the actor's name: one read-only transaction, so that a page shows one moment. */
export const look = <R>(door: Pick<Door, 'db' | 'actor'>, run: (tx: Tx) => Promise<R>): Promise<R> =>
	transactionAs(door.db, door.actor, 'read', run);
