import { cutAtWord } from '#lib/text/cut-at-word.ts';
export type Named = { typeName: string; number: string | null; title: string };

const nameOf = ({ typeName, number, title }: Named): string =>
	`${typeName} ${number ? `số ${number}` : cutAtWord(title, 140)}`.trim();

/**
 * The title proposed for a programme, as such papers are headed: "Chương trình hành động thực hiện Nghị quyết số …".
 * It becomes part of the programme itself, so it is Vietnamese whatever the language of the page.
 */
export const proposedTitle = (documents: readonly Named[]): string => {
	const names = documents.map(nameOf);
	if (names.length === 0) return '';
	const last = names.at(-1) ?? '';
	return `Chương trình hành động thực hiện ${names.length === 1 ? last : `${names.slice(0, -1).join(', ')} và ${last}`}`;
};
