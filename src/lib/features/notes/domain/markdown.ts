import type { Note } from './note.ts';

/** Letters that Markdown reads as signs, as letters. */
const plain = (words: string): string => words.replace(/[\\`*_{}[\]<>#|]/g, (sign) => `\\${sign}`);

const quoted = (words: string): string =>
	words
		.split('\n')
		.map((line) => `> ${plain(line)}`)
		.join('\n');

/**
 * The notes on a document as Markdown, in the order of the text: under each clause the words that were marked, then
 * what was written to them.
 * @param head the name of the document, its title, and what the list is called
 */
export const notesAsMarkdown = (
	head: { name: string; title: string; list: string },
	notes: readonly Pick<Note, 'clauseId' | 'clauseName' | 'quote' | 'body'>[],
): string => {
	const lines = [`# ${plain(head.name)}`, '', plain(head.title), '', `${plain(head.list)}`];
	let clause = '';
	for (const note of notes) {
		if (note.clauseId !== clause) lines.push('', `## ${plain(note.clauseName)}`);
		clause = note.clauseId;
		if (note.quote) lines.push('', quoted(note.quote));
		if (note.body) lines.push('', note.body.split('\n').map(plain).join('  \n'));
	}
	return `${lines.join('\n')}\n`;
};
