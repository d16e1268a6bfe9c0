import { foldSpaces } from '#lib/text/clean.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { shippedTypes } from './document-types.ts';
import type { Piece } from './head.ts';
import { bySign, properName, spelledOut } from './organ-names.ts';
import type { Found } from './recognise.ts';

type Head = {
	headEnd: number;
	numberAt: number;
	number: string | null;
	named: string | null;
	hasType: boolean;
	isConsolidated: boolean;
	/** A text without a number of its own, issued with another. */
	isAnnex: boolean;
	paragraphs: readonly Paragraph[];
};

/** Words with which the name of an organ begins. */
const organWord =
	/^(?:ủy ban|uỷ ban|hội đồng|quốc hội|chính phủ|thủ tướng|chủ tịch|bộ(?: trưởng)?|ban|văn phòng|sở|cục|tổng cục|vụ|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|đảng bộ|đảng đoàn|ban cán sự|chi bộ|tòa án|viện|thanh tra|ngân hàng|kiểm toán|đoàn|mặt trận|liên đoàn|tổng liên đoàn|hội|trường|học viện|đại học|công an|quân khu|thường trực|trung tâm|phòng|chi cục|hội nghị|đại hội|bảo hiểm xã hội|kho bạc|đài|tổng công ty|công ty|tập đoàn|báo|tiểu ban)(?![\p{L}])/iu;
/** A line that ends so is not the whole name. */
const incomplete =
	/(?:thường vụ|và|,|-|của|ủy ban|hội đồng|ban chấp hành|nhân dân|trung ương đoàn|thường trực|ủy ban trung ương|đoàn chủ tịch|bộ trưởng|chủ tịch|thanh tra|tòa án|viện|ban|bộ|sở)$/iu;
const goesOnAfterIncomplete =
	/(?:thường vụ|và|,|-|của|thường trực|đoàn chủ tịch|bộ trưởng|chủ tịch|ủy ban|ủy ban trung ương|hội đồng|ban)$/iu;
const noise =
	/văn bản quy phạm pháp luật|văn bản pháp luật khác|^văn bản hợp nhất|công báo|ký bởi|người ký|cơ quan:|thời gian ký|cổng thông tin|^phần |mục lục|copyright|dự thảo|^trang |^\d+$|^xv\d+|^khóa|^khoá|kỳ họp/iu;
const generic =
	/^(?:văn phòng|ban thường trực|ban thường vụ|ban chấp hành|thường trực|ban cán sự đảng|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|ủy ban kiểm tra|ban tổ chức|ban tuyên giáo|ban dân vận|ban nội chính|hội đồng nhân dân|ủy ban nhân dân)$/iu;

/** Lines joined to names of organs, the superior first. */
const organsOf = (lines: readonly string[]): string[] => {
	const organs: string[] = [];
	for (const line of lines) {
		const last = organs.at(-1);
		if (last !== undefined && last.toLowerCase() === line.toLowerCase()) continue;
		const begins = organWord.test(line);
		const open =
			last !== undefined && (goesOnAfterIncomplete.test(last) || (!begins && incomplete.test(last)));
		if (last !== undefined && (open || !begins)) organs[organs.length - 1] = `${last} ${line}`;
		else organs.push(line);
	}
	return organs;
};

/** The place of a superior, for an organ that does not say where it is ("HỘI ĐỒNG NHÂN DÂN" above "TỈNH X" is one name already). */
const completed = (organs: readonly string[], isJoint: boolean): string | null => {
	const own = organs.at(-1);
	if (own === undefined) return null;
	const superior = organs.at(-2);
	if (!superior) return own;
	if (isJoint) {
		const names = organs.flatMap((organ) => organ.split(/\s-\s|\s*-$/)).map((name) => name.trim());
		return [...new Set(names.filter((name) => name !== ''))].join(' - ');
	}
	if (generic.test(own)) return `${own} ${superior}`;
	if (/^cục(?![\p{L}])/iu.test(own) && /^bộ(?![\p{L}])/iu.test(superior)) return `${own} (${superior})`;
	return own;
};

const none: Found = { value: null, confidence: 0.3, place: null };
const isName = (text: string): boolean => {
	const letters = text.replace(/[^\p{L}]/gu, '');
	const capitals = letters.replace(/[^\p{Lu}]/gu, '').length;
	return (
		letters.length >= 4 && (capitals / letters.length > 0.6 || organWord.test(text)) && text.length <= 140
	);
};

const enacts = new RegExp(
	`^((?:Bộ trưởng|Chính phủ|Thủ tướng|Quốc hội|Chủ tịch|Ủy ban|Uỷ ban|Hội đồng|Thống đốc|Tổng|Chánh án|Viện trưởng|Ban|Giám đốc)[\\p{L}\\s,-]{0,90}?)\\s+ban hành\\s+(?:\\d+\\s+)?(?:${shippedTypes.map(({ name }) => name).join('|')})(?!\\p{L})`,
	'iu',
);
const MOST_GROUNDS = 80;

/** "Bộ trưởng Bộ Công Thương ban hành Thông tư …": the words of enactment below the grounds name the issuer. */
const enactedBy = (pieces: readonly Piece[]): Found | null => {
	for (const piece of pieces.slice(0, MOST_GROUNDS)) {
		if (/^(?:Chương|Điều)\s+(?:I|1)(?!\p{L}|\d)/u.test(piece.text)) break;
		const name = enacts.exec(foldSpaces(piece.text))?.[1];
		if (!name) continue;
		const organ = spelledOut(name)
			.replace(/^(?:bộ trưởng|chủ nhiệm)\s+(?=(?:bộ|ủy ban)\s)/iu, '')
			.replace(/^chủ tịch\s+(?=ủy ban)/iu, '')
			.replace(/^thống đốc\s+(?=ngân hàng)/iu, '')
			.replace(/^tổng\s+(?:thanh tra|kiểm toán)\s+(?=\p{L})/iu, (words) =>
				/thanh tra/i.test(words) ? 'Thanh tra ' : 'Kiểm toán ',
			);
		return {
			value: properName(organ),
			confidence: 0.75,
			place: { paragraph: piece.paragraph, start: piece.start, end: piece.end },
		};
	}
	return null;
};

/**
 * The organ that issued the document. State: the left column above the number, the superior on top (Nghị định
 * 30/2020/NĐ-CP, annex I); Party: likewise (Hướng dẫn 36-HD/VPTW); assemblies repeat their name below the title.
 */
export const issuerOf = (pieces: readonly Piece[], head: Head): Found => {
	if (head.isConsolidated) {
		const name = bySign(head.number);
		if (name) return { value: name, confidence: 0.8, place: null };
	}
	// A resolution of a conference of the Central Committee names it below the type.
	const conference = pieces
		.slice(head.headEnd + 1, head.headEnd + 4)
		.map(({ text }) => /^hội nghị lần thứ.*?(ban chấp hành.+)$/iu.exec(text)?.[1])
		.find(Boolean);
	if (conference) return { value: properName(spelledOut(conference)), confidence: 0.85, place: null };
	if (head.named) {
		const name = spelledOut(head.named).replace(/^(?:bộ trưởng)\s+(?=bộ)/iu, '');
		return { value: properName(name.replace(/^chủ tịch\s+(?=ủy ban)/iu, '')), confidence: 0.8, place: null };
	}
	const end = head.numberAt >= 0 ? Math.min(head.headEnd, head.numberAt + 6) : head.headEnd;
	const lines: Piece[] = [];
	const hasHead =
		head.numberAt >= 0 || head.hasType || pieces.slice(0, 12).some(({ kind }) => kind === 'motto');
	for (const [at, piece] of pieces.entries()) {
		if (at >= end) break;
		if (!hasHead) break;
		if (piece.kind !== 'text') continue;
		const { text } = piece;
		if (head.numberAt >= 0 && at >= head.numberAt) break;
		if (
			/^(?:số|v\/v|luật số|nghị quyết số)(?:\s|:|$)/iu.test(text) ||
			/(?:^|,\s*)ngày\s/iu.test(text) ||
			noise.test(text)
		)
			continue;
		if (/^\(/.test(text) || /ban hành kèm theo/iu.test(text)) continue;
		if (!isName(text) && lines.length === 0) continue;
		if (!isName(text) && !/^\p{L}[\p{L}\s.-]{1,60}$/u.test(text)) continue;
		lines.push(piece);
	}
	const organs = organsOf(lines.map(({ text }) => spelledOut(text)).filter((text) => text !== ''));
	const isJoint = /(?:NQLT|TTLT)/.test(head.number ?? '');
	let name = completed(organs, isJoint)?.replace(/[\s,-]+$/u, '') ?? null;
	const below = pieces
		.slice(head.headEnd + 1, head.headEnd + 12)
		.filter(({ kind, text }) => kind === 'text' && text.length < 120);
	// "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH …" below the title says more than the head.
	const longer = below
		.map(({ text }) => spelledOut(text))
		.find(
			(text) =>
				/^thường trực|^ban thường vụ/iu.test(text) &&
				name !== null &&
				text.toLowerCase().endsWith(name.toLowerCase()),
		);
	if (longer) name = longer;
	if (name && organs.length > 0) {
		const place = lines.at(-1);
		const last = organs.at(-1) ?? '';
		const isBare = /^(?:ủy ban nhân dân|hội đồng nhân dân)$/iu.test(last);
		return {
			value: properName(name),
			confidence: isBare ? 0.5 : 0.9,
			place: place ? { paragraph: place.paragraph, start: place.start, end: place.end } : null,
		};
	}
	const enacting = enactedBy(pieces.slice(head.headEnd + 1));
	if (enacting) return enacting;
	const assembly = below.find(({ text }) =>
		/^(?:hội đồng nhân dân|quốc hội|ủy ban|uỷ ban|thường trực|chính phủ|thủ tướng|bộ trưởng|ban chấp hành|hội nghị)(?!\p{L})/iu.test(
			text,
		),
	);
	if (assembly) {
		const text = spelledOut(assembly.text)
			.replace(/\s+ban hành\s.*$/iu, '')
			.replace(/^hội nghị lần thứ\s+\S+(?:\s+\S+)??\s+(?=ban chấp hành)/iu, '')
			.replace(/^bộ trưởng\s+(?=bộ)/iu, '');
		return {
			value: properName(text),
			confidence: 0.8,
			place: { paragraph: assembly.paragraph, start: assembly.start, end: assembly.end },
		};
	}
	if (head.isAnnex) {
		for (const { text } of head.paragraphs.slice(0, 14)) {
			const said =
				/của\s+((?:Chính phủ|Thủ tướng Chính phủ|UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân|Bộ(?: trưởng Bộ)?)(?:\s+[\p{L}-]+){0,8}?)(?=\s*[).;]?$|\s+về\s)/u.exec(
					foldSpaces(text),
				);
			if (said?.[1]) return { value: properName(spelledOut(said[1])), confidence: 0.6, place: null };
		}
	}
	const signed = bySign(head.number);
	return signed ? { value: signed, confidence: 0.6, place: null } : none;
};
