import { m } from '#lib/paraglide/messages.js';
import type { Failure } from '#lib/shared/failures.ts';

type Say = (detail: Record<string, string | number>) => string;
const words = m as unknown as Record<string, Say | undefined>;

/** The words of a failure in the language of the request. */
export const sayFailure = (failure: Failure): string =>
	words[failure.key]?.(failure.detail) ?? m.failure_unknown();

/** The words for a message key that data carries (a reason of refusal, a state). */
export const sayKey = (key: string, detail: Record<string, string | number> = {}): string =>
	words[key]?.(detail) ?? key;
