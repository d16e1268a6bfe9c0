import { secretMarkOfLine } from '#lib/text/secret-line.ts';
import { secretMarkOfName } from '#lib/text/secret-mark.ts';

/** What of a header may bear a mark of secrecy. */
export type HeaderWords = { lines: readonly string[]; fileNames: readonly string[] };

/** Does the header of a message, or the name of a file in it, bear a mark of secrecy? */
export const isMarkedSecret = ({ lines, fileNames }: HeaderWords): boolean =>
	lines.some((line) => secretMarkOfLine(line) !== null) ||
	fileNames.some((name) => secretMarkOfName(name) !== null);
