import type { Day } from '#lib/shared/calendar.ts';

/** Something that waits for a person, as the feature that knows of it tells it. Its words are in the language of the request. */
export type DueItem = {
	/** Which kind of duty: the key of a `DueKind`. */
	kind: string;
	subjectId: string;
	personId: string;
	unitId: string;
	dueOn: Day;
	/** What it is called in the application: "Nghị quyết 57-NQ/TW". */
	name: string;
	/** A line of facts below the name. */
	more: string[];
	/** Its name where anybody may read it, as in a letter; null when it is not for everybody (docs/decisions/0029). */
	openName: string | null;
	/** Where it is done, and the act there. */
	href: string;
	act: string;
	/** Who is told when it stays undone; null means the secretary and the deputy of the unit. */
	supervisorId: string | null;
};

/** How many of a person's duties of one kind there are, and the page on which all of them stand. */
export type DueTotal = { kind: string; total: number; words: string; href: string };

/** A kind of duty. */
export type DueKind = {
	key: string;
	/** "Đọc", before the name of the thing. */
	say: () => string;
	/** "2 văn bản cần đọc" */
	count: (count: number) => string;
	/** "Tất cả 12 văn bản cần đọc" */
	all: (count: number) => string;
	/** The page of all that is mine of this kind. */
	href: string;
	/** Among what is due on one day the lighter goes first. */
	weight: number;
	/** People are urged to do it, and it goes to the supervisor when it stays undone. */
	isOwed: boolean;
};

type Common = Pick<DueKind, 'href' | 'weight' | 'isOwed'>;
type Counted = (detail: { count: number }) => string;

/**
 * Kinds of duties from their messages.
 * @param common what holds for each that does not say otherwise
 * @param kinds by their keys; without `all`, all of them are named as their count is
 */
export const kindsOfDuty = <Key extends string>(
	common: Common,
	kinds: Readonly<Record<Key, { say: () => string; count: Counted; all?: Counted } & Partial<Common>>>,
): DueKind[] =>
	(Object.keys(kinds) as Key[]).map((key) => {
		const { count, all = count, ...own } = kinds[key];
		return {
			...common,
			...own,
			key,
			count: (number) => count({ count: number }),
			all: (number) => all({ count: number }),
		};
	});

/** The most pressing first; on one day what others wait for before the rest. */
export const inOrder = <T extends Pick<DueItem, 'kind' | 'dueOn' | 'subjectId'>>(
	items: readonly T[],
	kinds: ReadonlyMap<string, Pick<DueKind, 'weight'>>,
): T[] => {
	const weight = ({ kind }: T): number => kinds.get(kind)?.weight ?? 0;
	return [...items].sort(
		(one, other) =>
			one.dueOn.localeCompare(other.dueOn) ||
			weight(one) - weight(other) ||
			one.subjectId.localeCompare(other.subjectId),
	);
};
