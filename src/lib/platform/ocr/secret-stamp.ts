import { withoutMarks } from '#lib/text/fold.ts';
import type { ReadPage } from './rows.ts';

const mark = /^(?:do )?(?:tuyet mat|toi mat|mat)$/;
/** Letters that a stamp's frame or a slip of the reading puts around the mark. */
const around = /[^\p{L}\p{M} ]+/gu;

const isMark = (words: readonly string[]): boolean => {
	const text = words.join(' ').replace(around, ' ').replace(/\s+/g, ' ').trim();
	return text !== '' && text === text.toLocaleUpperCase('vi') && mark.test(withoutMarks(text));
};

/**
 * Does a page bear a mark of secrecy? Stricter than with printed text, because a scan is read with slips: capitals alone
 * on a line that are "MẬT", "TỐI MẬT" or "TUYỆT MẬT" whatever their tone marks; among what is red also beside the ring
 * of a seal.
 * @param red what was read of the red on the page alone
 */
export const bearsSecretStamp = (page: ReadPage, red: ReadPage | null): boolean => {
	const lines = page.lines.map((words) => words.map(({ text }) => text));
	if (lines.some(isMark)) return true;
	return (red?.lines ?? []).some((words) => {
		const texts = words.map(({ text }) => text);
		return isMark(texts) || texts.some((text, at) => isMark([text]) || isMark([texts[at - 1] ?? '', text]));
	});
};
