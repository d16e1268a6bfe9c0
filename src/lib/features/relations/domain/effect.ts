import { addDays, type Day } from '#lib/shared/calendar.ts';
import { writtenDates } from '#lib/text/dates.ts';
import { isQuoted, quotationsIn } from '#lib/text/quotes.ts';

export type EffectBasis = 'clause' | 'signing' | 'issue' | 'unknown';
/** From when until when a document is in force, as its own text says it. */
export type Effect = {
	from: Day | null;
	until: Day | null;
	basis: EffectBasis;
	reason: string;
	anchor: string | null;
};

export type EffectText = {
	typeName: string;
	number: string | null;
	issuedOn: Day | null;
	clauses: readonly { anchor: string; kind: string; heading: string | null; text: string }[];
};

const ownEffect =
	/(?<![\p{L}\p{M}])(?:\p{L}+\s+){1,4}(?:này\s+)?(?:có\s+hiệu\s+lực|có\s+giá\s+trị)(?:\s+thi\s+hành)?\s*,?\s*(?:kể\s+)?(?:từ|sau)\s+/iu;
const fromSigning =
	/^(?:(?:kể\s+)?từ\s+)?ngày\s+(?:được\s+)?(?:ký|ban\s+hành|thông\s+qua|công\s+bố)(?:\s+(?:ban\s+hành|thông\s+qua))?(?![\p{L}\p{M}])/iu;
const untilWords = /(?:đến\s+hết|đến\s+trước|đến)\s+$/iu;
/** A Party document is in force from the day of issue unless it says otherwise; so is an administrative one. */
const partyOrAdministrative = /^\d+-|^\d+\/(?!\d{4}\/)/u;

/** The sentence around a place in a text. */
export const sentenceAt = (text: string, at: number): string => {
	const before = text.slice(0, at);
	const start = Math.max(
		...[...before.matchAll(/[.;]\s+(?=\p{Lu})|\n/gu)].map((match) => match.index + match[0].length),
		0,
	);
	const rest = text.slice(at);
	const end = /[.;](?=\s|$)|\n/u.exec(rest);
	return text.slice(start, end ? at + end.index + 1 : text.length).trim();
};

const countWords: Record<string, number> = {
	bảy: 7,
	mười: 10,
	'mười lăm': 15,
	'ba mươi': 30,
	'bốn mươi lăm': 45,
	'sáu mươi': 60,
};
const afterDays =
	/^(?:thời\s+hạn\s+)?(?<count>\d{1,3}|\p{Ll}+(?:\s\p{Ll}+){0,2}?)\s*(?:\([^)]{1,30}\)\s*)?ngày\s*,?\s*(?:kể\s+)?(?:từ|sau)\s+ngày\s+(?:ký|ban\s+hành)/iu;

/** "sau 10 (mười) ngày, kể từ ngày ký": so many days; null when nothing like it is said. */
const daysAfterSigning = (rest: string): number | null => {
	const count = afterDays.exec(rest)?.groups?.['count']?.toLowerCase();
	if (!count) return null;
	return /^\d+$/.test(count) ? Number(count) : (countWords[count] ?? null);
};

const startsWithThis = (text: string, at: number): boolean => {
	const before = text.slice(Math.max(0, at - 60), at + 60);
	return /(?:này|thi\s+hành)\s*(?:,\s*)?(?:được\s+)?(?:có\s+hiệu\s+lực|có\s+giá\s+trị)/iu.test(before);
};

/**
 * Reads the clause of effect: "… này có hiệu lực thi hành kể từ ngày 15 tháng 12 năm 2025", "kể từ ngày ký", "đến hết
 * ngày …". Law on the promulgation of legal documents (64/2025/QH15), articles 53 and 54; Party documents: in force from
 * the day of issue unless they say otherwise.
 */
export const readEffect = (document: EffectText): Effect => {
	let openQuote = false;
	for (const { anchor, kind, text } of document.clauses) {
		const quotations = quotationsIn(text, openQuote);
		openQuote = quotations.open;
		if (kind === 'opening' || kind === 'closing') continue;
		const match = ownEffect.exec(text);
		if (
			!match ||
			isQuoted(quotations, match.index) ||
			!startsWithThis(text, match.index + match[0].search(/có\s/iu))
		)
			continue;
		const reason = sentenceAt(text, match.index);
		const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 200);
		const dates = writtenDates(rest);
		const last = dates.find(({ start }) => untilWords.test(rest.slice(0, start)));
		const until = last?.iso
			? /trước\s+$/iu.test(rest.slice(0, last.start))
				? addDays(last.iso, -1)
				: last.iso
			: null;
		if (fromSigning.test(rest)) return { from: document.issuedOn, until, basis: 'signing', reason, anchor };
		const waits = daysAfterSigning(rest);
		if (waits !== null && document.issuedOn)
			return { from: addDays(document.issuedOn, waits), until, basis: 'signing', reason, anchor };
		const first = dates[0];
		if (first?.iso && /^\s*$/.test(rest.slice(0, first.start)))
			return { from: first.iso, until, basis: 'clause', reason, anchor };
	}
	const isPlain = document.number === null || partyOrAdministrative.test(document.number);
	return isPlain && document.issuedOn
		? { from: document.issuedOn, until: null, basis: 'issue', reason: '', anchor: null }
		: { from: null, until: null, basis: 'unknown', reason: '', anchor: null };
};
