import { mergeTexts } from '#lib/text/merge-texts.ts';
import type { Part } from './form.ts';

/**
 * What stands in a registration, by the names of its fields: `part:<key>` with the text of a part of the form, and
 * `e:<entry>:<what>` with a piece of an entry. An empty field is one that is not there. Each field is kept and merged by itself.
 */
export type Fields = Readonly<Record<string, string>>;

/** The pieces of an entry; those before `act` are chosen, the others typed. */
export const pieces = [
	'content',
	'field',
	'source',
	'act',
	'measure',
	'evidence',
	'q1',
	'q2',
	'q3',
	'q4',
] as const;
export type Piece = (typeof pieces)[number];
const chosen: readonly string[] = ['content', 'field', 'source'];

export type SourceKind = 'task' | 'paper';
export type Source = { kind: SourceKind; id: string };

/** What somebody registers: by a content an act, its measure, what will be the evidence, and a mark for each quarter. */
export type Entry = {
	key: string;
	contentId: string;
	/** The field in which one wants to become an example. */
	fieldId: string | null;
	act: string;
	measure: string;
	evidence: string;
	marks: [string, string, string, string];
	source: Source | null;
};

export const partField = (key: string): string => `part:${key}`;
export const entryField = (key: string, piece: Piece): string => `e:${key}:${piece}`;
const ENTRY = /^e:([0-9a-z-]{1,40}):([a-z0-9]+)$/;

/** Is it the name of a field that a registration with this form has? */
export const isField = (name: string, parts: readonly Part[]): boolean => {
	const piece = ENTRY.exec(name)?.[2];
	return piece ? pieces.some((known) => known === piece) : parts.some(({ key }) => partField(key) === name);
};

const sourceOf = (text: string): Source | null => {
	const [kind, id] = text.split(':');
	return (kind === 'task' || kind === 'paper') && id ? { kind, id } : null;
};

/** The keys of the entries of which something is there, in the order in which they were begun: keys begin with the moment. */
export const entryKeys = (fields: Fields): string[] =>
	[
		...new Set(
			Object.keys(fields).flatMap((name) => {
				const [, key, piece] = ENTRY.exec(name) ?? [];
				return key && piece && !chosen.includes(piece) && fields[name] !== '' ? [key] : [];
			}),
		),
	].sort();

const entryOf = (fields: Fields, key: string): Entry => {
	const text = (piece: Piece): string => (fields[entryField(key, piece)] ?? '').trim();
	return {
		key,
		contentId: text('content'),
		fieldId: text('field') || null,
		act: text('act'),
		measure: text('measure'),
		evidence: text('evidence'),
		marks: [text('q1'), text('q2'), text('q3'), text('q4')],
		source: sourceOf(text('source')),
	};
};

/** The entries, those with a content and an act; what was only begun is none. */
export const entriesOf = (fields: Fields): Entry[] =>
	entryKeys(fields)
		.map((key) => entryOf(fields, key))
		.filter(({ act, contentId }) => act !== '' && contentId !== '');

/** Entries that were begun and lack their act or the content to which they belong. */
export const unfinishedOf = (fields: Fields): Entry[] =>
	entryKeys(fields)
		.map((key) => entryOf(fields, key))
		.filter(({ act, contentId }) => act === '' || contentId === '');

/** The fields of an entry, for writing one into a draft. */
export const fieldsOfEntry = (entry: Entry): Record<string, string> =>
	withoutEmpty({
		[entryField(entry.key, 'content')]: entry.contentId,
		[entryField(entry.key, 'field')]: entry.fieldId ?? '',
		[entryField(entry.key, 'source')]: entry.source ? `${entry.source.kind}:${entry.source.id}` : '',
		[entryField(entry.key, 'act')]: entry.act,
		[entryField(entry.key, 'measure')]: entry.measure,
		[entryField(entry.key, 'evidence')]: entry.evidence,
		...Object.fromEntries(
			entry.marks.map((mark, at) => [entryField(entry.key, `q${at + 1}` as Piece), mark]),
		),
	});

const isChosen = (name: string): boolean => chosen.includes(ENTRY.exec(name)?.[2] ?? '');

/**
 * Merges what was written at two places on the same base, field by field: no word that either wrote is missing. Of two choices the
 * later change wins, which is the own.
 */
export const mergeFields = (base: Fields, own: Fields, other: Fields): Fields => {
	const merged: Record<string, string> = {};
	for (const name of new Set([...Object.keys(own), ...Object.keys(other)])) {
		const [was, mine, theirs] = [base[name] ?? '', own[name] ?? '', other[name] ?? ''];
		merged[name] = isChosen(name) ? (mine === was ? theirs : mine) : mergeTexts(was, mine, theirs);
	}
	return withoutEmpty(merged);
};

export const withoutEmpty = (fields: Fields): Record<string, string> =>
	Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''));

export const sameFields = (one: Fields, other: Fields): boolean => {
	const [a, b] = [withoutEmpty(one), withoutEmpty(other)];
	return (
		Object.keys(a).length === Object.keys(b).length &&
		Object.entries(a).every(([name, text]) => b[name] === text)
	);
};
