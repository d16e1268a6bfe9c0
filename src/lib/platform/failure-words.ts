import { m } from '#lib/paraglide/messages.js';
import { type Failure, invalid } from '#lib/shared/failures.ts';

type Say = (detail: Record<string, string | number>) => string;
const words = m as unknown as Record<string, Say | undefined>;

/** The words of a failure in the language of the request. */
export const sayFailure = (failure: Failure): string =>
	words[failure.key]?.(failure.detail) ?? m.failure_unknown();

/** The words for a message key that data carries (a reason of refusal, a state). */
export const sayKey = (key: string, detail: Record<string, string | number> = {}): string =>
	words[key]?.(detail) ?? key;

/** What is wrong with one field of an input, in words: to be thrown. @param path the name of the field   @param key of the message */
export const invalidAt = (path: string, key: string, detail: Record<string, string | number> = {}): Failure =>
	invalid([{ path, message: sayKey(key, detail) }]);
