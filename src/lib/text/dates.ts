const monthWords = [
	'một',
	'hai',
	'ba',
	'tư',
	'năm',
	'sáu',
	'bảy',
	'tám',
	'chín',
	'mười',
	'mười một',
	'mười hai',
];

/** A date as it stands in a text. `iso` is null when it was left blank or can't be ("tháng 54"). */
export type WrittenDate = { iso: string | null; start: number; end: number; place: string | null };

const written =
	/(?:(?<place>\p{Lu}[\p{L}.\- ]{1,60}?)\s*,\s*)?ngày\s*(?<d>\d{0,2}|[.…_]+)\s*(?:tháng\s*(?<m>\d{1,2}|[.…_]*|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s(?:một|hai))?)\s*năm\s*(?<y>\d{4}|[.…_]*)|[/.-]\s*(?<m2>\d{1,2})\s*[/.-]\s*(?<y2>\d{4}))/giu;

const isoOf = (
	day: string | undefined,
	month: string | undefined,
	year: string | undefined,
): string | null => {
	const named = month ? monthWords.indexOf(month.toLowerCase().replace(/\s+/g, ' ')) + 1 : 0;
	const parts = [Number(year), named || Number(month), Number(day)] as const;
	const [y, m, d] = parts;
	if (!day || !month || !year || parts.some((part) => !Number.isInteger(part)) || y < 1900 || y > 2200)
		return null;
	const date = new Date(Date.UTC(y, m - 1, d));
	return date.getUTCMonth() === m - 1 && date.getUTCDate() === d ? date.toISOString().slice(0, 10) : null;
};

/**
 * Every date written with "ngày" ("ngày 05 tháng 02 năm 2018", "ngày 16/9/2025"), in order; blanks give iso null.
 * Forms: Hướng dẫn 36-HD/VPTW and Nghị định 30/2020/NĐ-CP, annex I.
 */
export const writtenDates = (text: string): WrittenDate[] =>
	[...text.matchAll(written)].map((match) => {
		const { place, d, m, y, m2, y2 } = match.groups ?? {};
		return {
			iso: isoOf(d, m ?? m2, y ?? y2),
			start: match.index,
			end: match.index + match[0].length,
			place: place?.trim() ?? null,
		};
	});
