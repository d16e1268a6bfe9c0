import { type Layout, type PartLook, partNames, textWidth } from './layout.ts';

/** What an administrator may change of a layout; the rest comes from the version before. */
export type LayoutChange = {
	page: { top: number; bottom: number; left: number; right: number };
	fromTop: number;
	parts: Record<string, { size: number; line: number; bold: boolean; italic: boolean }>;
	number: { form: string; letter: string };
	onBehalf: string;
	ending: string;
	draft: string;
	/** Which types each kind of body may issue. */
	types: Record<string, readonly string[]>;
};

/** The least height of a line against the size of its letters, so that marks on capitals are not cut off. */
const LEAST_LINE = 1.12;
const NARROWEST = 120;

/** What is wrong with a change, by the field: nothing, or the keys of messages. */
export const faultsOf = (layout: Layout, change: LayoutChange): { path: string; key: string }[] => {
	const faults: { path: string; key: string }[] = [];
	const changed = changedLayout(layout, change);
	if (textWidth(changed) < NARROWEST) faults.push({ path: 'page.left', key: 'issue_layout_page' });
	for (const name of partNames) {
		const look = changed.parts[name];
		// Dividers are single strokes: nothing of them reaches the ends of the line.
		if (look.line < look.size * LEAST_LINE && !name.endsWith('Divider'))
			faults.push({ path: `parts.${name}.line`, key: 'issue_layout_line' });
	}
	for (const [field, form] of Object.entries(change.number))
		if (!form.includes('{number}') || !form.includes('{body}'))
			faults.push({ path: `number.${field}`, key: 'issue_layout_form' });
	return faults;
};

const lookOf = (before: PartLook, after: LayoutChange['parts'][string] | undefined): PartLook =>
	after ? { ...before, ...after } : before;

/** A layout with a change made to it. */
export const changedLayout = (layout: Layout, change: LayoutChange): Layout => ({
	...layout,
	page: { ...layout.page, ...change.page },
	fromTop: change.fromTop,
	parts: Object.fromEntries(
		partNames.map((name) => [name, lookOf(layout.parts[name], change.parts[name])]),
	) as Layout['parts'],
	number: { ...layout.number, ...change.number },
	authority: { ...layout.authority, onBehalf: change.onBehalf },
	marks: { ...layout.marks, ending: change.ending },
	words: { ...layout.words, draft: change.draft },
	bodies: Object.fromEntries(
		Object.entries(layout.bodies).map(([kind, body]) => [
			kind,
			{ ...body, types: (change.types[kind] ?? []).filter((type) => layout.types[type]) },
		]),
	),
});
