import type { CommandContext } from './command.ts';
import type { EmittedEvent } from './event.ts';

/** What a feature does when a change of another has happened, in the same transaction. */
export type Reaction = (context: CommandContext, event: EmittedEvent) => Promise<void>;

const reactions = new Map<string, Map<string, Reaction>>();

/**
 * Tells the pipeline of a reaction to an event. A feature that others do not know of reads so what they file; the entry
 * points load it. Under one name it is there once, however often its module is loaded.
 */
export const reactTo = (verb: string, name: string, reaction: Reaction): void => {
	const known = reactions.get(verb) ?? new Map<string, Reaction>();
	known.set(name, reaction);
	reactions.set(verb, known);
};

export const reactionsTo = (verb: string): Reaction[] => [...(reactions.get(verb)?.values() ?? [])];
