import { cleanText, foldSpaces } from '#lib/text/clean.ts';
import { canonicalTone } from '#lib/text/fold.ts';
import { shippedTypes } from './document-types.ts';
import { bodyOpener, type Piece } from './head.ts';
import type { Found } from './recognise.ts';
import type { TypeLine } from './recognise-type.ts';

type Given = {
	typeLine: TypeLine | null;
	isLetter: boolean;
	issuer: string | null;
	introTitle: string | null;
	isConsolidated: boolean;
};

const MOST_LINES = 14;
const none: Found = { value: null, confidence: 0.2, place: null };
const connects =
	/(?:^|\s)(?:của|và|về|các|những|tại|trong|trên|theo|cho|đối với|thuộc|số|ngày|năm|tháng|từ|đến|một số|bộ|giữa|với|do|để|là|-|,|“|\()$|,$|-$/iu;
/** "(Ban hành kèm theo …)" below the title; in small letters it goes on with the sentence. */
const attached =
	/^\(?\s*(?:B[Aa][Nn]\s+(?:hành|HÀNH)\s+kèm|K[Èè][Mm])\s+theo|^\(?\s*(?:BAN\s+HÀNH\s+)?KÈM\s+THEO|^\(\s*(?:ban hành|kèm theo)/u;
const organLine =
	/^(?:quốc hội|chính phủ|thủ tướng chính phủ|(?:bộ trưởng\s+)?bộ\s|(?:chủ tịch\s+)?(?:ủy ban|uỷ ban)\s|hội đồng nhân dân|thường trực|ban chấp hành|ban thường vụ|hội nghị|hội nghị lần thứ|giám đốc|tổng giám đốc|chánh án|viện trưởng|thống đốc|chủ tịch nước|đại hội)/iu;
const consolidates = new RegExp(
	`^(?:${shippedTypes.map(({ name }) => name).join('|')})(?:\\s[\\p{L}\\s,]{1,80}?)?\\s+(?:số\\s+)?\\d{1,5}(?:\\/\\d{4})?[\\/-]\\p{Lu}`,
	'u',
);
const isCapitals = (text: string): boolean => {
	const letters = text.replace(/[^\p{L}]/gu, '');
	return letters.length > 2 && letters === letters.toLocaleUpperCase('vi');
};
const key = (text: string): string => canonicalTone(foldSpaces(cleanText(text))).toLowerCase();

const tidy = (text: string): string =>
	foldSpaces(text)
		.replace(/\s*\[\d+\]|\s*\(\d+\)$/g, '')
		.replace(/(?<=\p{L})-\s+(?=\p{Ll})/gu, '-')
		.replace(/\s*[_*]+$/g, '');

/** Does a line of the title come to its end because the issuer's name follows, as assemblies write it before the grounds? */
const isIssuer = (piece: Piece, given: Given, next: Piece | undefined): boolean => {
	const own = key(piece.text).replace(/[,:]$/, '');
	if (given.issuer && own === key(given.issuer)) return true;
	if (!organLine.test(own)) return false;
	const opens =
		next !== undefined &&
		next.kind === 'text' &&
		(bodyOpener.test(next.text) || /^khóa|^khoá/iu.test(next.text));
	return opens || (given.issuer !== null && key(given.issuer).includes(own) && isCapitals(piece.text));
};

/** "V/v …" of an official letter: in the left column below the number, over several lines. */
const letterTitle = (pieces: readonly Piece[]): Found => {
	const at = pieces.findIndex(({ text }) => /^V\s*\/\s*v/iu.test(text));
	const first = pieces[at];
	if (!first) return none;
	const parts = [first.text];
	for (const piece of pieces.slice(at + 1, at + 12)) {
		if (piece.kind !== 'text') {
			if (piece.kind === 'rule' && piece.column === first.column) break;
			continue;
		}
		if (piece.column !== first.column || /^Kính gửi/iu.test(piece.text)) break;
		if (/ngày\s.*(?:tháng|\d{4})/iu.test(piece.text) && !connects.test(parts.at(-1) ?? '')) break;
		parts.push(piece.text);
	}
	return {
		value: tidy(parts.join(' ')),
		confidence: 0.85,
		place: { paragraph: first.paragraph, start: first.start, end: first.end },
	};
};

/**
 * The abstract (trích yếu): the lines below the type until a rule, the grounds, the first part, or the issuer's name.
 */
export const titleOf = (pieces: readonly Piece[], given: Given): Found => {
	const { typeLine } = given;
	if (!typeLine)
		return given.isLetter
			? letterTitle(pieces)
			: given.introTitle
				? { value: given.introTitle, confidence: 0.6, place: null }
				: none;
	const parts: string[] = typeLine.rest ? [typeLine.rest] : [];
	let place: Found['place'] = typeLine.rest
		? { paragraph: typeLine.piece.paragraph, start: typeLine.piece.start, end: typeLine.piece.end }
		: null;
	let from = typeLine.titleFrom;
	// A conference's or a congress's name between the type and its abstract belongs to the issuer.
	while (
		parts.length === 0 &&
		pieces[from] &&
		/^(?:hội nghị lần thứ|đại hội)/iu.test(pieces[from]?.text ?? '')
	)
		from++;
	for (let at = from; at < Math.min(pieces.length, from + MOST_LINES); at++) {
		const piece = pieces[at];
		if (!piece) break;
		if (piece.kind === 'motto') continue;
		if (piece.kind === 'rule') {
			if (parts.length > 0) break;
			continue;
		}
		const { text } = piece;
		if (attached.test(text)) break;
		// A consolidated text names below its title what it consolidates: "Thông tư số … ngày …, có hiệu lực …".
		if (given.isConsolidated && parts.length > 0 && consolidates.test(text)) break;
		if (/^\(\s*tiếp theo/iu.test(text)) break;
		// "(Cấp lần đầu: Ngày 02 tháng 7 năm 2026)" below the title is none of it.
		if (parts.length > 0 && /^\(.*(?:ngày|lần)\s.*\)$/iu.test(text) && !isCapitals(text)) break;
		const goesOn = parts.length > 0 && connects.test(parts.at(-1) ?? '');
		if (parts.length > 0 && !goesOn && (bodyOpener.test(text) || isIssuer(piece, given, pieces[at + 1])))
			break;
		if (
			parts.length > 0 &&
			!goesOn &&
			/^(?:Thực hiện|Trong (?:thời gian|những)|Để |Nhằm |Ngày |Trước |Kính|Từ |Nghị (?:định|quyết) số)/u.test(
				text,
			) &&
			text.length > 90
		)
			break;
		if (
			parts.length === 0 &&
			(/^Căn cứ|^Kính gửi|^Điều 1/u.test(text) || isIssuer(piece, given, pieces[at + 1]))
		)
			break;
		if (parts.length > 0 && !goesOn && /[.;:]$/.test(text) && text.length > 120) break;
		parts.push(text);
		place ??= { paragraph: piece.paragraph, start: piece.start, end: piece.end };
		if (/[^.]\.$/.test(text) && text.length > 30 && !isCapitals(text)) break;
	}
	let value = tidy(parts.join(' ')).replace(/[.;:]$/, '');
	// "… TIẾP TỤC CÓ HIỆU LỰC CHÍNH PHỦ": the issuer's line ran into the title's.
	if (
		given.issuer &&
		isCapitals(value) &&
		key(value).endsWith(` ${key(given.issuer)}`) &&
		!connects.test(value.slice(0, value.length - given.issuer.length).trim())
	)
		value = value.slice(0, value.length - given.issuer.length).trim();
	return value
		? { value, confidence: 0.85, place }
		: given.introTitle
			? { value: given.introTitle, confidence: 0.6, place: null }
			: none;
};
