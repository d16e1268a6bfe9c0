import type { SecretMark } from './secret-mark.ts';

const edge = String.raw`[\s([{"“'*|–—:;,.-]`;
const close = String.raw`[\s)\]}"”'*|–—:;,.-]`;
/** In capitals between edges that are no words: "TỐI MẬT - Báo cáo …", "(MẬT)"; and after "Độ mật:". */
const stamped = new RegExp(
	`(?:^|${edge}*[([{"“'*|–—:;,.-]\\s*)(TUYỆT\\s+MẬT|TỐI\\s+MẬT|MẬT)(?=\\s*(?:$|${close}*[)\\]}"”'*|–—:;,.-]))`,
	'u',
);
const told = /độ\s+mật\s*:\s*(tuyệt\s+mật|tối\s+mật|mật)(?![\p{L}\p{M}])/iu;
const bracketed = /[([]\s*(?:độ\s+)?(tuyệt\s+mật|tối\s+mật|mật)\s*[)\]]/iu;
const capital =
	/(?<![\p{L}\p{M}])(?<!(?:BÍ|BẢO|CƠ)\s+)(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)(?!\s+(?:KHẨU|MÃ|ĐỘ|THIẾT|ONG))(?![\p{L}\p{M}])/u;

/**
 * The mark of secrecy in a line of a header (a subject, a summary), or null. A line that only speaks of secrets has
 * none: "Danh mục bí mật nhà nước độ tối mật" is itself no secret, and in a line of capitals the mark must stand apart.
 */
export const secretMarkOfLine = (line: string): SecretMark | null => {
	for (const one of line.normalize('NFC').split(/[\r\n]+/)) {
		const text = one.replace(/\s+/g, ' ').trim();
		const match =
			stamped.exec(text) ??
			told.exec(text) ??
			bracketed.exec(text) ??
			(/\p{Ll}{2}/u.test(text) ? capital.exec(text) : null);
		if (match?.[1]) return match[1].toUpperCase() as SecretMark;
	}
	return null;
};
