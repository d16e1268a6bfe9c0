import { foldSpaces } from '#lib/text/clean.ts';
import { canonicalTone } from '#lib/text/fold.ts';
import { parseNumber } from './document-number.ts';
import data from './rules/issuers.json' with { type: 'json' };

const signs = data.signs as Record<string, string>;

const places = new Set(['tỉnh', 'phố', 'huyện', 'quận', 'xã', 'phường', 'trấn']);
/** After these a Party committee is named by its place: tỉnh ủy, thành ủy, huyện ủy. */
const levels = new Set([...places, 'thành', 'thị', 'đảng']);
/** An organ that begins with one of these is named by its field, which begins with a capital. */
const organs = new Set(['bộ', 'sở', 'cục', 'vụ', 'viện']);
/** Words that end in sở and name no department: cơ sở, trụ sở. */
const notDepartments = new Set(['cơ', 'trụ', 'xứ']);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const known = new Map(Object.values(signs).map((name) => [name.toLowerCase(), name]));
/** Names within names, as they are written in running text. */
const phrases: readonly string[] = [
	...[...Object.values(signs)].sort((one, other) => other.length - one.length),
	'Quốc hội',
	'Chính phủ',
	'Trung ương',
	'Việt Nam',
	'Mặt trận Tổ quốc',
	'Hội đồng nhân dân',
	'Ủy ban nhân dân',
	'Ủy ban Mặt trận',
	'Ủy ban Thường vụ',
	'Ủy ban Trung ương',
	'Ủy ban Kiểm tra',
	'Ban Chấp hành',
	'Ban Thường vụ',
	'Ban Thường trực',
	'Đoàn Chủ tịch',
	'Đảng',
];
const phrasePatterns = phrases.map(
	(phrase) => [new RegExp(`(?<!\\p{L})${phrase.toLowerCase()}(?!\\p{L})`, 'giu'), phrase] as const,
);

/** A name set in capitals as it is written in running text: "ỦY BAN NHÂN DÂN TỈNH LÀO CAI" → "Ủy ban nhân dân tỉnh Lào Cai". */
export const properName = (printed: string): string => {
	const lower = canonicalTone(foldSpaces(printed)).toLowerCase();
	const whole = known.get(lower);
	if (whole) return whole;
	const words = lower.split(' ');
	let inPlace = false;
	const cased = words.map((word, at) => {
		const before = words[at - 1] ?? '';
		if (word === 'ủy' && levels.has(before)) {
			inPlace = before !== 'đảng';
			return word;
		}
		if (places.has(before)) inPlace = true;
		if (places.has(word) || word === 'thành' || word === '-') inPlace = false;
		if (before === 'khóa' && /^[ivxlc]+$/.test(word)) return word.toUpperCase();
		const isDepartment = (place: number): boolean =>
			words[place] === 'sở' && !notDepartments.has(words[place - 1] ?? '');
		if (isDepartment(at) || isDepartment(at - 1) || (at === 1 && organs.has(before))) return capital(word);
		return inPlace || at === 0 || before === '-' ? capital(word) : word;
	});
	return phrasePatterns.reduce((name, [pattern, phrase]) => name.replace(pattern, phrase), cased.join(' '));
};

/** A name with its abbreviations written out and the signs around it left off. */
export const spelledOut = (text: string): string => {
	let whole = canonicalTone(foldSpaces(text));
	whole = whole
		.replace(/\bMTTQ\b/gu, 'MẶT TRẬN TỔ QUỐC')
		.replace(/\bUBND\b/gu, 'ỦY BAN NHÂN DÂN')
		.replace(/\bHĐND\b/gu, 'HỘI ĐỒNG NHÂN DÂN')
		.replace(/\bTP\.?\s*(?=\p{L})/gu, 'THÀNH PHỐ ');
	return whole.replace(/^[\s*:.,-]+|[\s*:.]+$/gu, '');
};

/** Issuers of acts by the organ's sign in the number, for a head that names nobody. */
export const bySign = (number: string | null): string | null => {
	const organ = number ? parseNumber(number)?.organ : null;
	if (!organ) return null;
	const bare = organ.replace(/\d+$/, '');
	return signs[organ] ?? signs[bare] ?? signs[bare.split(/[-.]/)[0] ?? ''] ?? null;
};
