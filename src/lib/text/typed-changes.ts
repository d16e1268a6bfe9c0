/** Texts by the names of their fields; an empty field is one that is not there. */
type Fields = Readonly<Record<string, string>>;

/** A stretch of a field that was typed anew: where it begins, how much of what was there goes, what stands there now, and how
 * long the field was. Counted in characters (code points), as PostgreSQL counts. */
export type Splice = readonly [start: number, gone: number, typed: string, was: number];
/** What was typed since a revision: by the name of a field its whole text, or the stretch that is new; an empty text takes it out. */
export type Changes = Readonly<Record<string, string | Splice>>;

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
const lengthOf = (text: string): number => {
	let low = 0;
	for (let at = 0; at < text.length; at++)
		if (isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1))) low++;
	return text.length - low;
};

/** Texts as they are kept: NFC, lines that end in one way, and nothing that a database can not keep. */
export const keptText = (text: string): string => storable(text).normalize('NFC');

const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '').replaceAll('\r\n', '\n');

/** Under this a whole text is as small as a stretch. */
const SHORT = 40;

const change = (was: string, now: string): string | Splice => {
	if (now.length <= SHORT) return now;
	let start = 0;
	const most = Math.min(was.length, now.length);
	while (start < most && was.charCodeAt(start) === now.charCodeAt(start)) start++;
	// A pair of halves stays together.
	if (start > 0 && isHigh(now.charCodeAt(start - 1))) start--;
	let end = 0;
	while (end < most - start && was.charCodeAt(was.length - 1 - end) === now.charCodeAt(now.length - 1 - end))
		end++;
	if (end > 0 && isLow(now.charCodeAt(now.length - end))) end--;
	return [
		lengthOf(was.slice(0, start)),
		lengthOf(was.slice(start, was.length - end)),
		now.slice(start, now.length - end),
		lengthOf(was),
	];
};

/** What has to be told so that the one becomes the other; both as `keptText` gives them. */
export const changesOf = (was: Fields, now: Fields): Changes =>
	Object.fromEntries(
		[...new Set([...Object.keys(was), ...Object.keys(now)])]
			.filter((name) => (was[name] ?? '') !== (now[name] ?? ''))
			.map((name) => [name, change(was[name] ?? '', now[name] ?? '')]),
	);

/**
 * The fields after the changes; `reflection_changed` in db/security/67_reflections.sql does the same.
 * @returns null when a stretch was typed on another text than this
 */
export const withChanges = (known: Fields, changes: Changes): Fields | null => {
	const fields: Record<string, string> = { ...known };
	for (const [name, told] of Object.entries(changes)) {
		if (typeof told === 'string') {
			fields[name] = told;
			continue;
		}
		const [start, gone, typed, was] = told;
		const letters = [...(known[name] ?? '')];
		if (letters.length !== was || start + gone > was) return null;
		fields[name] = [...letters.slice(0, start), typed, ...letters.slice(start + gone)].join('');
	}
	return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''));
};

/** Changes with texts as they are kept. Of a stretch nothing is composed anew: what stands beside it is not known here. */
export const keptChanges = (changes: Changes): Changes =>
	Object.fromEntries(
		Object.entries(changes).map(([name, told]) => [
			name,
			typeof told === 'string' ? keptText(told) : [told[0], told[1], storable(told[2]), told[3]],
		]),
	);
