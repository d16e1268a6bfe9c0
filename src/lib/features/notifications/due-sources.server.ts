import { reactTo } from '#lib/platform/command/reactions.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { type DueItem, type DueKind, type DueTotal, inOrder } from './domain/due.ts';
import { settle } from './notify.server.ts';

/** Which duties are wanted; what is left out is no condition. */
export type DueWanted = {
	tenantId: string;
	personIds?: readonly string[];
	unitId?: string;
	/** Of several units at once: for jobs. A source that leaves it aside tells more than is wanted, which does no harm. */
	unitIds?: readonly string[];
	/** Due on this day or earlier. */
	until?: Day;
	/** No more than so many of a kind, the most pressing; totals count all. */
	most?: number;
	/** The day on which it is asked, for duties that begin some days before they are due; else the day of the system. */
	today?: Day;
};

/** Duties, and of each kind how many there are over all that is wanted, beyond `most`. */
export type DueList = { items: DueItem[]; totals: Record<string, number> };

/** An event after which reminders of its subject go away: for the person of the event, or for everybody. */
type DueEnd = { verb: string; kinds: readonly string[]; for: 'person' | 'everybody' };

/**
 * Where duties come from: a feature tells what of its own waits for whom, from the state of the thing itself. What is done
 * is not told, and so nobody is reminded of it.
 */
export type DueSource = {
	name: string;
	kinds: readonly DueKind[];
	list: (tx: Tx, wanted: DueWanted) => Promise<DueList>;
	endedBy: readonly DueEnd[];
};

/** After this event nobody is reminded of such duties on its subject any more. @param kinds of duties, or of what was told */
export const endsForAll = (verb: string, ...kinds: string[]): DueEnd => ({ verb, kinds, for: 'everybody' });

/** After this event its person is not reminded of such duties on its subject any more, others are. */
export const endsForPerson = (verb: string, ...kinds: string[]): DueEnd => ({ verb, kinds, for: 'person' });

const sources = new Map<string, DueSource>();

/** Tells of a source of duties. The entry points load it; under one name it is there once. */
export const registerDueSource = (source: DueSource): void => {
	sources.set(source.name, source);
	for (const end of source.endedBy)
		reactTo(end.verb, `reminders of ${source.name}`, async ({ tx, now }, event) => {
			if (!event.subject.id) return;
			await settle(tx, {
				kinds: end.kinds,
				subjectId: event.subject.id,
				personId: end.for === 'person' ? (event.personId ?? null) : null,
				now,
			});
		});
};

/** A duty of which somebody is excused: whoever heads the unit closed it, or somebody else took it over. */
export type Excused = { kind: string; subjectId: string; personId: string };
type Excuse = (tx: Tx, wanted: Pick<DueWanted, 'tenantId' | 'personIds'>) => Promise<readonly Excused[]>;

const excuses = new Map<string, Excuse>();

/** Tells of duties that their source still tells of and that nobody waits for any more (the person has left). */
export const registerExcuse = (name: string, excuse: Excuse): void => {
	excuses.set(name, excuse);
};

/** What is left of lists without those of which people are excused; totals count what is left. */
const withoutExcused = async (tx: Tx, wanted: DueWanted, lists: readonly DueList[]): Promise<DueList[]> => {
	const keyOf = ({ kind, subjectId, personId }: Excused): string => `${kind} ${subjectId} ${personId}`;
	const excused = new Set<string>();
	for (const excuse of excuses.values()) for (const one of await excuse(tx, wanted)) excused.add(keyOf(one));
	if (excused.size === 0) return [...lists];
	return lists.map(({ items, totals }) => {
		const left = items.filter((item) => !excused.has(keyOf(item)));
		const gone = (kind: string): number =>
			items.filter((item) => item.kind === kind).length - left.filter((item) => item.kind === kind).length;
		return {
			items: left,
			totals: Object.fromEntries(Object.entries(totals).map(([kind, total]) => [kind, total - gone(kind)])),
		};
	});
};

/** Every kind of duty by its key. */
export const dueKinds = (): Map<string, DueKind> =>
	new Map([...sources.values()].flatMap(({ kinds }) => kinds.map((kind) => [kind.key, kind])));

/** What waits for whom, over all features, the most pressing first. */
export const duties = async (tx: Tx, wanted: DueWanted): Promise<DueItem[]> => {
	const lists = await withoutExcused(
		tx,
		wanted,
		await Promise.all([...sources.values()].map((source) => source.list(tx, wanted))),
	);
	return inOrder(
		lists.flatMap(({ items }) => items),
		dueKinds(),
	);
};

/** A duty with the word for its kind. */
export type NamedDue = DueItem & { kindWords: string };

/** A person's own duties with the number of each kind: for a page that shows the first of them. */
export const ownDuties = async (
	tx: Tx,
	tenantId: string,
	personId: string,
	most: number,
	today?: Day,
): Promise<{ items: NamedDue[]; totals: DueTotal[] }> => {
	const wanted = { tenantId, personIds: [personId], most, ...(today ? { today } : {}) };
	const found = await withoutExcused(
		tx,
		wanted,
		await Promise.all([...sources.values()].map((source) => source.list(tx, wanted))),
	);
	const kinds = dueKinds();
	const totalOf = new Map(found.flatMap((list) => Object.entries(list.totals)));
	const totals = [...kinds.values()]
		.sort((one, other) => one.weight - other.weight)
		.map(({ key, all, href }) => {
			const total = totalOf.get(key) ?? 0;
			return { kind: key, total, words: all(total), href };
		});
	return {
		items: inOrder(
			found.flatMap(({ items }) => items),
			kinds,
		).map((item) => ({ ...item, kindWords: kinds.get(item.kind)?.say() ?? '' })),
		totals,
	};
};
