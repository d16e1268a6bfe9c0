import type { Day } from '#lib/shared/calendar.ts';
import type { Side } from './paper.ts';
import party from './rules/layout-party.json' with { type: 'json' };
import state from './rules/layout-state.json' with { type: 'json' };

export const partNames = [
	'circulation',
	'motto',
	'mottoSecond',
	'superior',
	'issuer',
	'issuerDivider',
	'number',
	'draft',
	'place',
	'typeName',
	'title',
	'titleDivider',
	'letterTitle',
	'addresseeLabel',
	'addressee',
	'basis',
	'heading1',
	'heading2',
	'heading3',
	'paragraph',
	'tableHead',
	'tableCell',
	'copiesLabel',
	'copies',
	'authority',
	'office',
	'signer',
	'pageNumber',
] as const;
export type PartName = (typeof partNames)[number];

/** How a part looks: sizes, lines and spaces in points, the indent of the first line in millimetres. */
export type PartLook = {
	size: number;
	bold?: boolean;
	italic?: boolean;
	underline?: boolean;
	/** Written in capitals. */
	caps?: boolean;
	align: 'left' | 'center' | 'right' | 'justify';
	/** The exact height of a line. */
	line: number;
	before?: number;
	after?: number;
	indent?: number;
};

/** What parts one piece of the head from the next: a rule as long as a share of the line above, or characters. */
export type Divider = { kind: 'rule'; share: number } | { kind: 'text'; text: string };

/** A type of paper; types of one series are numbered together. `addressees`: what stands before them, if not the usual words. */
export type PaperType = {
	name: string;
	sign: string;
	series?: string;
	form?: 'letter';
	addressees?: string;
};

/** A kind of issuing body: how it signs, what it keeps, and which types it may issue. */
export type BodyRule = {
	collective: string;
	head: string;
	deputy: string;
	sign: string;
	kept: string;
	types: readonly string[];
};

/** The prescribed layout of one side on a day: everything that a rule prescribes and none of what a paper says. Millimetres. */
export type Layout = {
	side: Side;
	page: { width: number; height: number; top: number; bottom: number; left: number; right: number };
	font: string;
	/** The width of the left column of the head, the space below it (points), and after which words a long name is broken. */
	head: { left: number; after: number; breakAfter: readonly string[] };
	/** The same at the end, and the space that a signature takes (points). */
	ending: { left: number; before: number; signing: number };
	circulation: 'corner' | 'below-number';
	/** How far below the upper edge the page number stands. */
	fromTop: number;
	mottos: readonly string[];
	dividers: { motto: Divider; issuer: Divider; title: Divider };
	number: { form: string; letter: string; open: string; digits: number };
	date: { form: string; padDayBelow: number; padMonthBelow: number; open: string };
	letterTitle: string;
	labels: { heading: readonly string[]; dash: string; plus: string; basis: string };
	/** The mark at the very end, and for lists the one between and the one at the end. */
	marks: {
		ending: string;
		basis: readonly string[];
		addressees: readonly string[];
		copies: readonly string[];
	};
	words: {
		addressees: string;
		copies: string;
		sameAsAbove: string;
		draft: string;
		recorder: string;
		chair: string;
	};
	authority: { onBehalf: string; forHead: string | null; deputyOfCollectiveForHead: boolean };
	register: { restart: 'term' | 'year' };
	parts: Record<PartName, PartLook>;
	types: Record<string, PaperType>;
	bodies: Record<string, BodyRule>;
};

/** A layout with the day from which it holds and what it rests on. */
export type LayoutVersion = { from: Day; source: string; layout: Layout };

type Shipped = { code: string; versions: { from: Day; source: string }[]; layout: Layout };
const shipped: Record<Side, Shipped> = { party: party as Shipped, state: state as Shipped };

/** The code under which an organisation keeps its own versions in rule_set. */
export const layoutCode = (side: Side): string => shipped[side].code;

/** The versions that come with the product, oldest first. */
export const shippedLayouts = (side: Side): LayoutVersion[] =>
	shipped[side].versions.map((version) => ({ ...version, layout: shipped[side].layout }));

/** The version that holds on a day: the last that began; before the first, the first. */
export const versionOn = <Version extends { from: Day }>(versions: readonly Version[], day: Day): Version => {
	const inOrder = [...versions].sort((one, other) => (one.from < other.from ? -1 : 1));
	const found = inOrder.filter(({ from }) => from <= day).at(-1) ?? inOrder[0];
	if (!found) throw new Error('No layout at all');
	return found;
};

/** The width between the margins, in millimetres. */
export const textWidth = ({ page }: Layout): number => page.width - page.left - page.right;

/** The types that a kind of body may issue, in the order of the layout; one that the layout does not know issues none. */
export const typesOf = (layout: Layout, bodyKind: string): { code: string; name: string; sign: string }[] =>
	(layout.bodies[bodyKind]?.types ?? []).flatMap((code) => {
		const type = layout.types[code];
		return type ? [{ code, name: type.name, sign: type.sign }] : [];
	});
