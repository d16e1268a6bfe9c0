import { withoutMarks } from '#lib/text/fold.ts';

/** What stands in capitals in the heads of official documents, and is read with a wrong mark now and then. */
const phrases = [
	'NGHỊ QUYẾT',
	'QUYẾT ĐỊNH',
	'CHỈ THỊ',
	'KẾT LUẬN',
	'QUY ĐỊNH',
	'QUY CHẾ',
	'QUYẾT NGHỊ',
	'THÔNG TRI',
	'HƯỚNG DẪN',
	'THÔNG BÁO',
	'BÁO CÁO',
	'KẾ HOẠCH',
	'CHƯƠNG TRÌNH',
	'CHƯƠNG TRÌNH HÀNH ĐỘNG',
	'ĐỀ ÁN',
	'TỜ TRÌNH',
	'BIÊN BẢN',
	'NGHỊ ĐỊNH',
	'THÔNG TƯ',
	'CÔNG ĐIỆN',
	'GIẤY MỜI',
	'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
	'ĐẢNG CỘNG SẢN VIỆT NAM',
	'ỦY BAN NHÂN DÂN',
	'HỘI ĐỒNG NHÂN DÂN',
	'CHÍNH PHỦ',
	'THỦ TƯỚNG CHÍNH PHỦ',
	'BAN CHẤP HÀNH',
	'BAN THƯỜNG VỤ',
	'ĐẢNG BỘ',
	'ĐẢNG ỦY',
	'CHI BỘ',
	'TỈNH ỦY',
	'THÀNH ỦY',
	'CHỦ TỊCH',
	'BÍ THƯ',
	'PHÓ BÍ THƯ',
	'CHẤP THUẬN',
	'CHỦ TRƯƠNG',
	'ĐẦU TƯ',
	'ĐỒNG THỜI',
	'PHÊ DUYỆT',
	'BAN HÀNH',
	'SỬA ĐỔI',
	'BỔ SUNG',
	'BÃI BỎ',
	'ĐIỀU CHỈNH',
	'TRIỂN KHAI',
	'THỰC HIỆN',
	'NHIỆM VỤ',
	'GIẢI PHÁP',
	'TỔ CHỨC',
	'MỤC TIÊU',
	'MỤC ĐÍCH',
	'YÊU CẦU',
];
const first = [
	'BỘ',
	'TỈNH',
	'THÀNH PHỐ',
	'CỤC',
	'SỞ',
	'BAN',
	'PHÒNG',
	'HUYỆN',
	'XÃ',
	'PHƯỜNG',
	'TỔNG CỤC',
	'VĂN PHÒNG',
];

const folded = (text: string): string => withoutMarks(text).toUpperCase();
const byLength = (one: string, other: string): number => other.length - one.length;
const pattern = (words: readonly string[], start: string): RegExp =>
	new RegExp(`${start}(?:${words.map(folded).sort(byLength).join('|')})(?![\\p{L}\\p{M}])`, 'gu');
const anywhere = pattern(phrases, '(?<![\\p{L}\\p{M}])');
const atStart = pattern(first, '^');
const right = new Map([...phrases, ...first].map((phrase) => [folded(phrase), phrase]));

/** Wrong marks in the set phrases of a head, in lines of capitals. Folding keeps the length of such a line, so places agree. */
const mendCapitals = (text: string): string => {
	const composed = text.normalize('NFC');
	const plain = folded(composed);
	if (plain.length !== composed.length || composed !== composed.toLocaleUpperCase('vi')) return text;
	let mended = composed;
	for (const found of [...plain.matchAll(anywhere), ...plain.matchAll(atStart)])
		mended = `${mended.slice(0, found.index)}${right.get(found[0]) ?? found[0]}${mended.slice(found.index + found[0].length)}`;
	return mended;
};

/** "Số" as it is read, before something that ends like the sign of a number: "số: Êd5/HC-CNHC", "sé: 4? /QĐ-UBND". */
const misreadNumber =
	/^(?:[^\p{L}]*\p{L}{0,2}[^\p{L}\p{M}]+){0,3}?[^\p{L}\p{M}]*(?:[Ss5§B][ốồổôóòộơéêèẻọỏáảâaô06oỡ]{1,2})\s*[:;.,]*\s*(?=\S{0,8}(?:\s\S{1,4}){0,3}\s*[/-]\s*(?:\d{4}\s*\/\s*)?\p{Lu}[\p{Lu}&]*\s*(?:[-/.]\s*\p{Lu}|$))/u;

/** "Số" with something written over it, before a sign: "s2 6 9BCT-ATMT". Nothing of the number can be told. */
const overwritten = /^[Ss][^\s:]{0,2}\s?[^\p{Lu}/:]{0,10}(\p{Lu}{2,8}-\p{Lu}{2,}[\p{L}&]*)$/u;
/** What stands where the figures of a number should, and is none: written by hand. The number is left open. */
const unreadable = /(?<=^Số:\s*)(?!\d{1,6}\s*[/-])[^\s/-]{1,8}(?=\s*[/-]\s*\p{Lu}{2}[^/]*$)/u;

/** The line of a number is short. */
const LONGEST = 48;

/**
 * What reading a scan gets wrong again and again in the head of an official document, mended: set phrases in capitals,
 * "Số" before a number, strokes that stand for 1 and 0 in a number, the words of a date run together. The shape of the
 * line decides; the words of the text are left as they were read.
 */
export const mendLine = (text: string): string =>
	mendCapitals(text)
		// The figure one where an item begins.
		.replace(/^[Jl|](?=\.\s+\p{Lu})/u, '1')
		.replace(misreadNumber, (found, _at: number, whole: string) => (whole.length <= LONGEST ? 'Số: ' : found))
		.replace(overwritten, 'Số: .../$1')
		.replace(/(?<=^Số:\s*)([\dlI|OoQ]{1,6})(?=\s*[/-]\s*[\d\p{Lu}])/u, (digits) =>
			digits.replace(/[lI|]/g, '1').replace(/[OoQ]/g, '0'),
		)
		.replace(/(?<=^Số:\s*\S*)\s+(?=[/-])/u, '')
		.replace(unreadable, '...')
		.replace(/(?<=^Số:?\s*\S{0,12}[-/])(?:N[GO0Ọ]|NQ[OQ])(?=[-/]\p{Lu})/u, 'NQ')
		.replace(/(?<=^Số:?\s*\S{0,12}[-/])[QOỌ](?:[DĐÐ]{2}|[DÐ0])(?=[-/]\p{Lu})/u, 'QĐ')
		.replace(
			/(?<=[Nn]g[àaáâảã]y)\s*(\d{1,2})\s*,?\s*th\p{L}{1,3}g?\s*(\d{1,2})\s*[nr][ăaâáã][mn]\s*(\d{4})/gu,
			' $1 tháng $2 năm $3',
		)
		.replace(/(?<=[Nn]gày)(?=\d)/gu, ' ');
