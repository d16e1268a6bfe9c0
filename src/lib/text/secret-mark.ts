export type SecretMark = 'MẬT' | 'TỐI MẬT' | 'TUYỆT MẬT';

const words = (name: string): string =>
	` ${name
		.normalize('NFC')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()} `;

/** Words in which "mật" is no grade of secrecy: bảo mật, bí mật, cơ mật, mật khẩu, mật mã, mật ong, mật độ, mật thiết. */
const harmless = /(?<= )(bảo|bí|cơ) mật(?= )|(?<= )mật (khẩu|mã|ong|độ|thiết)(?= )/giu;

/**
 * The mark of secrecy in the name of a file ("Toi mat - bao cao.docx"), or null. Such a file is refused at the door
 * (product.md, rule 5). Without marks only the plain cases are known: "mat" alone may be mặt, mắt or mất.
 */
export const secretMarkOfName = (name: string): SecretMark | null => {
	const plain = words(name).replaceAll(harmless, ' ');
	if (/ (tuyệt mật|tuyet mat) /iu.test(plain)) return 'TUYỆT MẬT';
	if (/ (tối mật|toi mat) /iu.test(plain)) return 'TỐI MẬT';
	return / (độ|tài liệu|văn bản) mật /iu.test(plain) ||
		/ MẬT /u.test(plain) ||
		/ (do|tai lieu|van ban) mat /i.test(plain)
		? 'MẬT'
		: null;
};
