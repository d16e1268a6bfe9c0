import type { Tx } from '#lib/platform/database/transaction.ts';

/** So many terms are remembered in all; then the whole is begun anew. */
const MOST = 200_000;

/** Terms of which this process knows that the vocabulary of a tenant has them for good: they are never taken out of it. */
const known = new Map<string, Set<string>>();
let remembered = 0;

/** Terms that a transaction has added itself: should it fail, they are not there. */
const added = new WeakMap<Tx, Set<string>>();

/** Those of the given terms that have to be asked for. */
export const notKnown = (tenantId: string, terms: Iterable<string>): string[] => {
	const own = known.get(tenantId);
	return own ? [...terms].filter((term) => !own.has(term)) : [...terms];
};

/**
 * Remembers what the vocabulary answered.
 * @param asked terms that it has now   @param fresh those among them that this transaction brought
 */
export const remember = (
	tx: Tx,
	tenantId: string,
	asked: readonly string[],
	fresh: readonly string[],
): void => {
	const own = added.get(tx) ?? new Set<string>();
	added.set(tx, own);
	for (const term of fresh) own.add(term);
	if (remembered + asked.length > MOST) {
		known.clear();
		remembered = 0;
	}
	const there = known.get(tenantId) ?? new Set<string>();
	known.set(tenantId, there);
	const before = there.size;
	for (const term of asked) if (!own.has(term)) there.add(term);
	remembered += there.size - before;
};
