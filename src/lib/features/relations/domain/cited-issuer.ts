/** Words with which something else begins than the name of a body. */
const stops = [
	'về',
	'quy định',
	'quy chế',
	'ban hành',
	'sửa đổi',
	'hướng dẫn',
	'phê duyệt',
	'thông qua',
	'ngày',
	'khóa',
	'khoá',
	'đã',
	'là',
	'được',
	'trong',
	'tại',
	'để',
	'hết',
	'có',
	'thay thế',
	'bãi bỏ',
	'bổ sung',
	'triển khai',
	'thực hiện',
	'như',
	'nhằm',
	'theo',
	'đến',
	'kèm',
	'trừ',
	'do',
	'với',
	'phải',
	'gắn',
	'và các',
	'và nghị',
	'và chỉ',
	'và kết',
	'và quy',
	'và quyết',
	'và hướng',
	'và thông',
	'và luật',
	'và kế',
].join('|');
const issuer = new RegExp(
	`[\\s,]*của\\s+(?<name>[^,.;:()“”"\\n]{2,120}?)(?=\\s+(?:${stops.replaceAll(' ', '\\s+')})(?![\\p{L}\\p{M}])|\\s*[,.;:()“”"\\n]|\\s*$)`,
	'iuy',
);

/** The body named after a number or a date ("… của Ban Chấp hành Trung ương"); null when none is. */
export const issuerAfter = (text: string, from: number): { issuer: string; end: number } | null => {
	issuer.lastIndex = from;
	const match = issuer.exec(text);
	const name = match?.groups?.['name']?.trim();
	if (!match || !name || !/^\p{Lu}/u.test(name)) return null;
	return { issuer: name, end: from + match[0].length };
};
