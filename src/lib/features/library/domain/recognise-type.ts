import { cleanText, foldSpaces } from '#lib/text/clean.ts';
import { writtenDates } from '#lib/text/dates.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { numberAfterSo, parseNumber } from './document-number.ts';
import { shippedTypes } from './document-types.ts';
import type { Piece } from './head.ts';

/** The line that names the type, with what else stood on it in the older forms. */
export type TypeLine = {
	at: number;
	piece: Piece;
	name: string;
	/** What follows the type on the same line and is the title's beginning. */
	rest: string;
	/** "… của Chính phủ số … ngày …" on the line itself or the lines that follow. */
	issuer: string | null;
	number: string | null;
	date: string | null;
	/** Index of the piece from which the title is read. */
	titleFrom: number;
};

const names = shippedTypes.map(({ name }) => name).sort((one, other) => other.length - one.length);
const MOST = 60;
/** Letters set apart ("N G H Ị   Q U Y Ế T") are joined when the whole line is so. */
const joined = (text: string): string =>
	/^(?:\S\s){3,}\S$/u.test(text.replace(/\s{2,}/g, '  ').replace(/ {2}/g, ' '))
		? text.replace(/(\S)\s(?=\S(?:\s|$))/gu, '$1')
		: text;

const lower = (text: string): string => foldSpaces(cleanText(text)).toLowerCase();
const typeAtStart = (text: string): string | null => {
	const own = lower(text);
	return names.find((name) => own === name.toLowerCase() || own.startsWith(`${name.toLowerCase()} `)) ?? null;
};
const isCapitals = (text: string): boolean => text === text.toLocaleUpperCase('vi');

/** "THÔNG TƯ1", "NGHỊ ĐỊNH[1]": the mark of a footnote is no part of the type. */
const withoutNote = (text: string): string => text.replace(/(?<=\p{L})\s?[[(]?\d{1,2}[\])]?$/u, '');
const consolidatedName = 'Văn bản hợp nhất';
const hasTypeBelow = (pieces: readonly Piece[], at: number): boolean =>
	pieces.slice(at + 1, at + 12).some(({ kind, text }) => {
		const name = kind === 'text' ? typeAtStart(withoutNote(text)) : null;
		return name !== null && lower(withoutNote(text)) === name.toLowerCase();
	});

/** Words with which an abstract begins. */
const opensTitle =
	'về|v/v|quy định|ban hành|phê duyệt|sửa đổi|bổ sung|hướng dẫn|bãi bỏ|điều chỉnh|thành lập|triển khai|công bố|giao|đính chính';
const ofOrgan = new RegExp(`^của\\s+(.+?)(?=\\s+(?:số|${opensTitle})(?:\\s|,|$)|$)`, 'iu');
const titleBegins = new RegExp(`^(?:${opensTitle})(?:\\s|,|$)`, 'iu');

type Rest = { rest: string; issuer: string | null; number: string | null; date: string | null };

/** Reads "của Chính phủ số 29/1998/NĐ-CP ngày 11 tháng 5 năm 1998 về …" and leaves the title. */
const readOldHead = (text: string): Rest => {
	let rest = text;
	let issuer: string | null = null;
	let number: string | null = null;
	let date: string | null = null;
	const organ = ofOrgan.exec(rest);
	if (organ?.[1] && organ[1].length < 120) {
		issuer = organ[1].trim();
		rest = rest.slice(organ[0].length).trim();
	}
	const so = /^số\s*:?\s*/iu.exec(rest);
	if (so) {
		const read = numberAfterSo(rest.slice(so[0].length));
		if (read && read !== 'blank') {
			number = read.number.text;
			rest = rest.slice(so[0].length + read.length).trim();
		}
	}
	const day = writtenDates(rest)[0];
	if (day && (number || issuer) && day.start <= 3) {
		date = day.iso;
		rest = rest.slice(day.end).trim();
	}
	return { rest, issuer, number, date };
};

/** The lines below the type up to the title, in the older form in which they say who, which number and when. */
const withOldHead = (
	pieces: readonly Piece[],
	line: Omit<TypeLine, 'issuer' | 'number' | 'date' | 'titleFrom'>,
): TypeLine => {
	const none = { issuer: null, number: null, date: null };
	const follows = pieces[line.at + 1];
	const opens = line.rest !== '' ? line.rest : follows?.kind === 'text' ? follows.text : '';
	if (!/^của\s/iu.test(opens)) return { ...line, ...none, titleFrom: line.at + 1 };
	// The sentence may run over several lines; it ends where the title's own words begin.
	let text = line.rest;
	let last = line.at;
	for (let at = line.at + 1; at < Math.min(pieces.length, line.at + 5); at++) {
		const piece = pieces[at];
		if (piece?.kind !== 'text') break;
		const read = readOldHead(text);
		if (text !== '' && read.issuer && read.rest !== '') break;
		if (text !== '' && read.issuer && titleBegins.test(piece.text)) break;
		text = text === '' ? piece.text : `${text} ${piece.text}`;
		last = at;
	}
	const read = readOldHead(text);
	if (!read.issuer) return { ...line, ...none, titleFrom: line.at + 1 };
	return {
		...line,
		rest: read.rest,
		issuer: read.issuer,
		number: read.number,
		date: read.date,
		titleFrom: last + 1,
	};
};

/** Names that stand in the names of organs too ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ" over two lines). */
const inOrganNames = /^(?:và|đầu tư|tài chính)(?:\s|$)/iu;

/**
 * Type and title in one line of capitals ("QUYẾT ĐỊNH CHẤP THUẬN CHỦ TRƯƠNG ĐẦU TƯ"): below motto and number, where a
 * head has nothing else in capitals but the issuer.
 */
const typeAndTitleOf = (texts: readonly Piece[]): TypeLine | null => {
	const numbered = texts.findIndex(({ text }) => /^(?:số\s*[:.\s\d]|.{0,40},\s*ngày\s)/iu.test(text));
	const from = Math.max(
		numbered,
		texts.findIndex(({ kind }) => kind === 'motto'),
	);
	if (numbered < 0) return null;
	for (const [at, piece] of texts.entries()) {
		if (at <= from || piece.kind !== 'text') continue;
		if (/^(?:-\s*)?(?:Căn cứ|Kính gửi)\s/u.test(piece.text)) return null;
		const text = foldSpaces(cleanText(piece.text));
		const name = isCapitals(text) ? typeAtStart(text) : null;
		const rest = name ? text.slice(name.length).trim() : '';
		if (!name || rest.length < 8 || !/^\p{L}/u.test(rest) || inOrganNames.test(rest)) continue;
		if (/^CỦA\s/u.test(rest)) continue;
		return { at, piece, name, rest, issuer: null, number: null, date: null, titleFrom: at + 1 };
	}
	return null;
};

/** The line of the head that says what kind of document this is; null when none does. */
export const typeLineOf = (pieces: readonly Piece[]): TypeLine | null => {
	const texts = pieces.slice(0, MOST);
	for (const [at, piece] of texts.entries()) {
		if (piece.kind !== 'text') continue;
		if (/^(?:-\s*)?Căn cứ\s/u.test(piece.text)) break;
		const text = withoutNote(joined(piece.text).replace(/[\s:*_.-]+$/u, ''));
		const name = typeAtStart(text);
		if (!name) continue;
		// The gazette's own heading "VĂN BẢN HỢP NHẤT - BỘ …" stands above the document's type.
		if (name === consolidatedName && hasTypeBelow(texts, at)) continue;
		const rest = foldSpaces(cleanText(text)).slice(name.length).trim();
		if (rest === '') return withOldHead(pieces, { at, piece, name, rest: '' });
		const capitalType = isCapitals(foldSpaces(cleanText(text)).slice(0, name.length));
		if (/^của\s/iu.test(rest) && at < 30) return withOldHead(pieces, { at, piece, name, rest });
		if (capitalType && /^(?:về|v\/v|quy định|ban hành|phê duyệt|sửa đổi|triển khai|thực hiện)/iu.test(rest))
			return { at, piece, name, rest, issuer: null, number: null, date: null, titleFrom: at + 1 };
		if (/^(?:[IVX]+|\d+)$/u.test(rest) && name === 'Phụ lục')
			return { at, piece, name, rest: '', issuer: null, number: null, date: null, titleFrom: at + 1 };
	}
	const oneLine = typeAndTitleOf(texts);
	if (oneLine) return oneLine;
	// "Nghị quyết về việc …" in running letters as the first line of a bare text.
	for (const [at, piece] of texts.slice(0, 4).entries()) {
		if (piece.kind !== 'text') continue;
		const name = typeAtStart(piece.text);
		const rest = name ? foldSpaces(cleanText(piece.text)).slice(name.length).trim() : '';
		if (
			name &&
			/^(?:về|v\/v|quy định|ban hành|phê duyệt|sửa đổi|thông qua|phê chuẩn|điều chỉnh)(?:\s|$)/iu.test(rest)
		)
			return { at, piece, name, rest, issuer: null, number: null, date: null, titleFrom: at + 1 };
	}
	return null;
};

const FIRST_LINES = 16;

/**
 * A text that names itself in one line and has no head: a page of a portal ("Thông tư số 56/2024/TT-BGTVT Ban hành …")
 * or a later part in the gazette ("Thông tư số 102/2018/TT-BTC ngày 14 tháng 11 năm 2018" above the title).
 */
export const bareTypeLineOf = (pieces: readonly Piece[]): TypeLine | null => {
	const first = pieces.slice(0, FIRST_LINES);
	if (first.some(({ text }) => /^(?:V\/v|Kính gửi|Căn cứ\s)/iu.test(text))) return null;
	for (const [at, piece] of first.entries()) {
		if (piece.kind !== 'text') continue;
		const text = foldSpaces(cleanText(piece.text));
		const name = typeAtStart(text);
		const so = name ? /^\s*số\s*:?\s*/iu.exec(text.slice(name.length)) : null;
		if (!name || !so) continue;
		const after = text.slice(name.length + so[0].length);
		const read = numberAfterSo(after);
		if (!read || read === 'blank') continue;
		const rest = after.slice(read.length).trim();
		const day = writtenDates(rest)[0];
		const isDated = day !== undefined && day.start <= 2;
		const title = isDated ? rest.slice(day.end).trim() : rest;
		if (/^của\s/iu.test(title) || (title === '' && !isDated)) continue;
		return {
			at,
			piece,
			name,
			rest: title,
			issuer: null,
			number: read.number.text,
			date: isDated ? day.iso : null,
			// A page repeats its heading in its trail and its menus: the one line says all.
			titleFrom: isDated ? at + 1 : pieces.length,
		};
	}
	return null;
};

export type Introduction = {
	type: string;
	number: string | null;
	date: string | null;
	issuer: string | null;
	title: string | null;
};

const introduced = new RegExp(
	`(${names.join('|')})\\s+(?:số\\s+)?(\\d{1,5}[\\d/-]*[-/][\\p{L}\\d/-]+)(?:\\s*,?\\s*\\(?\\s*(ngày[^)]{4,40}?)\\)?)?\\s+của\\s+(.{3,90}?)\\s+(về\\s.{5,400}?)(?=[.;]|$)`,
	'iu',
);

/** A newspaper's introduction of a document whose own head it left out: "… đã ký ban hành Nghị quyết số … của … về …". */
export const introduction = (paragraphs: readonly Paragraph[]): Introduction | null => {
	for (const paragraph of paragraphs.slice(0, 8)) {
		const text = foldSpaces(cleanText(paragraph.text));
		const match = introduced.exec(text);
		if (!match || /^Căn cứ/u.test(text)) continue;
		const [, type = '', number = '', day, issuer = '', title = ''] = match;
		const short = day ? /ngày\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})/iu.exec(day) : null;
		const date = day
			? (writtenDates(day)[0]?.iso ??
				(short ? `${short[3]}-${short[2]?.padStart(2, '0')}-${short[1]?.padStart(2, '0')}` : null))
			: null;
		return {
			type: names.find((name) => name.toLowerCase() === type.toLowerCase()) ?? type,
			number: parseNumber(number)?.text ?? null,
			date,
			issuer: issuer.trim(),
			title: title.trim(),
		};
	}
	return null;
};
