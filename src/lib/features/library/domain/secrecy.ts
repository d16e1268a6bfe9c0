import type { Paragraph } from '#lib/text/paragraph.ts';

import type { SecretMark } from '#lib/text/secret-mark.ts';

export { secretMarkOfName } from '#lib/text/secret-mark.ts';

const alone = /^[\s"“'*_[(|-]*(?:ĐỘ\s+MẬT\s*:?\s*)?(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)[\s"”'*_\])|.-]*$/u;
const HEAD = 60;

/**
 * The mark of a State secret, when a document bears one: alone on a line or in a cell of the head, as the marks are
 * stamped (Luật Bảo vệ bí mật nhà nước 117/2025/QH15; the mark stands under number and abstract). A text that only
 * speaks of secrets has none.
 */
export const secretMarkOf = (paragraphs: readonly Paragraph[]): SecretMark | null => {
	let seen = 0;
	for (const { text } of paragraphs) {
		if (text.trim() === '') continue;
		if (++seen > HEAD) return null;
		for (const part of text.split(/\s{3,}|\t|\|/)) {
			const match = alone.exec(part.normalize('NFC'));
			if (match?.[1]) return match[1].replace(/\s+/g, ' ') as SecretMark;
		}
	}
	return null;
};
