import { m } from '#lib/paraglide/messages.js';
import { cutAtWord } from '#lib/text/cut-at-word.ts';
import type { IconName } from '#lib/ui/icons.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { ShownRow } from '../domain/compare.ts';

export const sayRow = ({ kind }: Pick<ShownRow, 'kind'>): string =>
	({
		same: m.comparison_same,
		changed: m.comparison_changed,
		added: m.comparison_added,
		removed: m.comparison_removed,
	})[kind]();

export const rowLook: Record<ShownRow['kind'], { meaning: Meaning; icon: IconName }> = {
	same: { meaning: 'neutral', icon: 'check' },
	changed: { meaning: 'soon', icon: 'edit' },
	added: { meaning: 'done', icon: 'plus' },
	removed: { meaning: 'late', icon: 'trash' },
};

const MOST_WORDS = 300;
const MOST_CHANGES = 12;
const quoted = (words: string): string => `“${cutAtWord(words.trim().replace(/\s+/g, ' '), MOST_WORDS)}”`;
const allOf = (side: ShownRow['old']): string => side?.pieces.map(({ words }) => words).join('') ?? '';

/**
 * A neutral list of what changed in a clause, made from the words alone: the beginning of a summary, which a person writes on.
 */
export const listChanges = (row: ShownRow): string => {
	const { old, fresh, kind, changes } = row;
	const place = fresh?.place || old?.place || '';
	const lines: string[] = [];
	if (kind === 'added') lines.push(m.comparison_note_added({ place, words: quoted(allOf(fresh)) }));
	if (kind === 'removed') lines.push(m.comparison_note_removed({ place, words: quoted(allOf(old)) }));
	if (kind === 'changed') lines.push(m.comparison_note_changed({ place }));
	if (row.isMoved && old && fresh) lines.push(m.comparison_note_moved({ from: old.place, to: fresh.place }));
	for (const change of changes.slice(0, MOST_CHANGES)) {
		if (change.old === '') lines.push(`- ${m.comparison_note_word_added({ words: quoted(change.fresh) })}`);
		else if (change.fresh === '')
			lines.push(`- ${m.comparison_note_word_removed({ words: quoted(change.old) })}`);
		else
			lines.push(
				`- ${m.comparison_note_word_changed({ old: quoted(change.old), fresh: quoted(change.fresh) })}`,
			);
	}
	if (changes.length > MOST_CHANGES)
		lines.push(`- ${m.comparison_note_more({ count: changes.length - MOST_CHANGES })}`);
	return lines.join('\n');
};
