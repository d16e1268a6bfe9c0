import { type ClausePath, pathBefore } from '#lib/text/clause-path.ts';
import { type WrittenDate, writtenDates } from '#lib/text/dates.ts';
import { numberKey } from '#lib/text/fold.ts';
import { isQuoted, quotationsIn } from '#lib/text/quotes.ts';
import { issuerAfter } from './cited-issuer.ts';

/** A document, or a place in this one, that a text names. Offsets are those of the text. */
export type FoundCitation = {
	starts: number;
	ends: number;
	words: string;
	/** `document` names another document, `within` a place in the document itself. */
	kind: 'document' | 'within';
	typeCode: string;
	typeName: string;
	number: string | null;
	numberKey: string;
	/** A number without sign ("Chỉ thị 05"). */
	isShort: boolean;
	issuedOn: string | null;
	issuer: string | null;
	lawName: string | null;
	/** The place named, outermost first. */
	path: string[];
	/** For a place within: which clause above the citing one it counts from ("khoản 1 Điều này"); null for the document. */
	from: 'dieu' | 'khoan' | 'muc' | 'chuong' | 'phan' | 'phu-luc' | null;
};

export type CitedType = { code: string; name: string; signs: readonly string[] };
type NumberParts = { text: string; number: string | null; year: number | null; organ: string };
export type Recogniser = (text: string, openQuote?: boolean) => FoundCitation[];

const laws = ['Luật', 'Bộ luật', 'Pháp lệnh'];
/** Types that are cited by a number alone. */
const shortTypes = new Set(['NQ', 'CT', 'KL', 'QyĐ', 'QĐ', 'HD', 'NĐ', 'TT', 'KH']);
const unnumbered = new Set(['PhL', 'HP', 'ĐL', 'CL', 'BB', 'GM', 'LC']);
const countedThings =
	/^\s*(?:%|năm|tháng|ngày|tuần|quý|lần|người|nội dung|đồng|tỷ|tỉ|triệu|giai đoạn|bước|điểm|mục|nhiệm vụ|nhóm|đảng viên|chương|phần|trang|bản|văn bản)(?![\p{L}\p{M}])/iu;

const fullNumber =
	/(?<![\p{L}\d/.-])\d{1,6}(?:\.\d{1,3})?(?:\s?-\s?(?=\p{Lu})[\p{L}\d&]+|(?:\s?[/-]{1,2}|[/-]{1,2}\s?)(?=[\p{Lu}\d])[\p{L}\d&]+(?:\.[\p{L}\d&]+)*)(?:(?:\s?[/-]{1,2}|[/-]{1,2}\s?)(?=[\p{Lu}\d])[\p{L}\d&]+(?:\.[\p{L}\d&]+)*)*/uy;
const numberWord = /\s*,?\s*(?:số\s*:?\s*)?/iuy;
const anotherNumber = /(?:\s*,\s*|\s+và\s+|\s*;\s*)(?:số\s*:?\s*)?(?=\d)/iuy;
const shortNumber = /\d{1,4}(?![\p{L}\d]|[/.-]\d|\s?[/-]\s?\p{L})/uy;
const lawNameBefore = /\s+(?<name>[^;:()\n“”"]{2,160}?)\s*,?\s*(?=(?:số\s*:?\s*\d{1,4}\/)|ngày\s*\d{1,2})/iuy;
const place = /(điều|khoản|mục|chương|phần|phụ\s+lục)\s+này(?![\p{L}\p{M}])/giu;
const ofPlace: Record<string, Exclude<FoundCitation['from'], null>> = {
	điều: 'dieu',
	khoản: 'khoan',
	mục: 'muc',
	chương: 'chuong',
	phần: 'phan',
	'phụ lục': 'phu-luc',
};

const at = (pattern: RegExp, text: string, from: number): RegExpExecArray | null => {
	pattern.lastIndex = from;
	return pattern.exec(text);
};

/** A text without a figure and without "này" cites nothing; most clauses are passed over so. */
const mayCite = /\d|này/i;

/** Examples in a guidance are no citations ("Ví dụ: Nghị quyết số 01-NQ/TU"). */
const isExample = (text: string, start: number): boolean =>
	/(?:ví dụ|chẳng hạn)[^.;\n]{0,120}$/iu.test(text.slice(Math.max(0, start - 160), start));

/**
 * Makes the recogniser of citations from the types of documents and the reader of numbers.
 * Forms: "Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của …" (Hướng dẫn 36-HD/VPTW), "khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP",
 * "Luật Bảo hiểm y tế số 25/2008/QH12" (Nghị định 30/2020/NĐ-CP, annex I), "Chỉ thị 05", "Điều 5 của Quy định này".
 */
export const citationRecogniser = (
	types: readonly CitedType[],
	parseNumber: (printed: string) => NumberParts | null,
): Recogniser => {
	const byName = new Map(types.map((type) => [type.name.toLowerCase(), type]));
	const named = [...byName.keys()].sort((one, other) => other.length - one.length).join('|');
	const typeWord = new RegExp(
		`(?<![\\p{L}\\p{M}])(?:${named.replaceAll(' ', '\\s+')})(?![\\p{L}\\p{M}])`,
		'giu',
	);
	const thisDocument = /\s+này(?![\p{L}\p{M}])/iuy;

	const readNumber = (text: string, from: number): { printed: NumberParts; end: number } | null => {
		const match = at(fullNumber, text, from);
		if (!match) return null;
		for (let printed = match[0]; ; ) {
			const number = parseNumber(printed);
			if (number?.number) return { printed: number, end: from + printed.length };
			const shorter = printed.replace(/\s?[/-]{1,2}\s?[\p{L}\d&.]+$/u, '');
			if (shorter === printed) return null;
			printed = shorter;
		}
	};

	/** Date and issuer after the number, in either order. */
	const readRest = (
		text: string,
		from: number,
	): { issuedOn: string | null; issuer: string | null; end: number } => {
		let end = from;
		let issuedOn: string | null = null;
		let issuer: string | null = null;
		for (let turn = 0; turn < 2; turn++) {
			const date: WrittenDate | undefined =
				issuedOn === null ? writtenDates(text.slice(end, end + 60))[0] : undefined;
			if (date?.iso && /^[\s,(]*$/.test(text.slice(end, end + date.start))) {
				issuedOn = date.iso;
				end += date.end;
			}
			const told: ReturnType<typeof issuerAfter> = issuer === null ? issuerAfter(text, end) : null;
			if (told) {
				issuer = told.issuer;
				end = told.end;
			}
		}
		return { issuedOn, issuer, end };
	};

	const within = (
		text: string,
		start: number,
		end: number,
		from: FoundCitation['from'],
		type?: CitedType,
	) => {
		const path = pathBefore(text, start);
		return path
			? {
					starts: path.start,
					ends: end,
					words: text.slice(path.start, end),
					kind: 'within' as const,
					typeCode: type?.code ?? '',
					typeName: type?.name ?? '',
					number: null,
					numberKey: '',
					isShort: false,
					issuedOn: null,
					issuer: null,
					lawName: null,
					path: path.pieces,
					from,
				}
			: null;
	};

	return (text, openQuote = false) => {
		if (!mayCite.test(text)) return [];
		const found: FoundCitation[] = [];
		const quotations = quotationsIn(text, openQuote);
		let done = 0;
		for (const match of text.matchAll(typeWord)) {
			if (match.index < done) continue;
			const type = byName.get(match[0].toLowerCase().replace(/\s+/g, ' '));
			if (!type || unnumbered.has(type.code)) continue;
			const afterType = match.index + match[0].length;
			const ownEnd = at(thisDocument, text, afterType);
			if (ownEnd) {
				const one = isQuoted(quotations, match.index)
					? null
					: within(text, match.index, afterType + ownEnd[0].length, null, type);
				if (one) found.push(one);
				continue;
			}
			if (isExample(text, match.index)) continue;
			let lawName: string | null = null;
			let from = afterType;
			if (laws.includes(type.name)) {
				const name = at(lawNameBefore, text, afterType);
				const told = name?.groups?.['name'] ?? '';
				if (name && /^\p{Lu}|^sửa đổi/u.test(told) && !/\d{2,}/.test(told)) {
					lawName = told;
					from = afterType + name[0].length;
				}
			}
			const path: ClausePath | null = pathBefore(text, match.index);
			const starts = path?.start ?? match.index;
			const add = (start: number, end: number, number: NumberParts | null, short: string | null): number => {
				const rest = readRest(text, end);
				if (number === null && short === null && !rest.issuedOn) return done;
				const isNamedOnly = number === null && short === null;
				const ends = isNamedOnly ? rest.end : end;
				const printed = number?.text ?? short;
				found.push({
					starts: start,
					ends,
					words: text.slice(start, ends),
					kind: 'document',
					typeCode: type.code,
					typeName: type.name,
					number: printed,
					numberKey: printed ? numberKey(printed) : '',
					isShort: short !== null,
					issuedOn: rest.issuedOn,
					issuer: rest.issuer,
					lawName,
					path: path?.pieces ?? [],
					from: null,
				});
				return rest.end;
			};
			const numbered = from + (at(numberWord, text, from)?.[0].length ?? 0);
			const number = readNumber(text, numbered);
			if (number) {
				done = add(starts, number.end, number.printed, null);
				for (;;) {
					const more = at(anotherNumber, text, done);
					const start = done + (more?.[0].length ?? 0);
					const another = more ? readNumber(text, start) : null;
					if (!another || (another.printed.organ === '' && another.printed.year === null)) break;
					lawName = null;
					done = add(start, another.end, another.printed, null);
				}
				continue;
			}
			if (lawName) {
				done = Math.max(done, add(starts, from, null, null));
				continue;
			}
			const short = shortTypes.has(type.code) ? at(shortNumber, text, numbered) : null;
			if (!short) continue;
			const isMarked = /số/iu.test(text.slice(afterType, numbered));
			const shortEnd = numbered + short[0].length;
			if ((short[0].length < 2 && !isMarked) || countedThings.test(text.slice(shortEnd, shortEnd + 24)))
				continue;
			done = add(starts, shortEnd, null, short[0]);
		}
		for (const match of text.matchAll(place)) {
			if (isQuoted(quotations, match.index)) continue;
			const from = ofPlace[(match[1] ?? '').toLowerCase().replace(/\s+/g, ' ')];
			const one = from ? within(text, match.index, match.index + match[0].length, from) : null;
			if (one && !found.some((other) => one.starts < other.ends && other.starts < one.ends)) found.push(one);
		}
		return found.sort((one, other) => one.starts - other.starts);
	};
};
