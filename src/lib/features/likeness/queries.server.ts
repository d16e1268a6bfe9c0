import { sql } from 'kysely';
import { clausesOf } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { comparable, passagesAlike, setAside } from '#lib/text/likeness/compare.ts';
import { type Range, rangesOf } from '#lib/text/likeness/quoted.ts';
import { askedFingerprints } from '#lib/text/likeness/winnow.ts';
import type { Asked, KeptKind, OwnSigns, SideBySide } from './signs.ts';

/** So many kept texts, those that share most, are compared passage by passage. */
const MOST_COMPARED = 20;

type Candidate = { kind: KeptKind; id: string; body: string };
type Found = {
	text: string;
	signs: { own: Range; theirs: Range; source: Candidate }[];
	quoted: Range[];
};

const candidatesFor = async (tx: Tx, folds: Int32Array, passed: readonly string[]): Promise<Candidate[]> => {
	const runs = `{${askedFingerprints(folds).join(',')}}`;
	const found = await sql<Candidate>`
		select kind, id, body from likeness_candidates(${runs}::integer[], ${`{${passed.join(',')}}`}::uuid[], ${MOST_COMPARED})`.execute(
		tx,
	);
	return found.rows;
};

const documentText = async (tx: Tx, tenantId: string, documentId: string): Promise<string> =>
	(await clausesOf(tx, tenantId, documentId))
		.map(({ label, heading, text }) => [label, heading, text].filter(Boolean).join(' '))
		.join('\n')
		.normalize('NFC');

const find = async (tx: Tx, actor: Actor, asked: Asked): Promise<Found> => {
	const own = comparable(asked.text.normalize('NFC'));
	const passed = [...asked.not, ...asked.sources.documentIds];
	const candidates = await candidatesFor(tx, own.line.folds, passed);
	for (const documentId of asked.sources.documentIds)
		setAside(own, comparable(await documentText(tx, actor.tenantId, documentId)));
	for (const text of asked.sources.texts) setAside(own, comparable(text.normalize('NFC')));
	for (const { kind, body } of candidates) if (kind === 'template') setAside(own, comparable(body));
	const signs = candidates
		.filter(({ kind }) => kind !== 'template')
		.flatMap((source) =>
			passagesAlike(own, comparable(source.body)).map(({ a, b }) => ({ own: a, theirs: b, source })),
		)
		.sort((one, other) => one.own[0] - other.own[0] || one.own[1] - other.own[1]);
	return { text: own.text, signs, quoted: rangesOf(own.line, own.setAside) };
};

/**
 * The signs of copying in a text, for its author: which of the own passages are like another text and of what kind that is;
 * of documents also which, of papers neither a word nor whose.
 */
export const ownSigns = async (tx: Tx, actor: Actor, asked: Asked): Promise<OwnSigns> => {
	const { text, signs, quoted } = await find(tx, actor, asked);
	const told = new Map(
		signs.map(({ own, source: { kind, id } }) => {
			const sign = { own, kind, documentId: kind === 'document' ? id : null };
			return [JSON.stringify(sign), sign];
		}),
	);
	return { text, signs: [...told.values()], quoted };
};

/**
 * The signs of copying in a text beside their sources, for whoever reviews it. Whether the actor reviews this text is for the
 * caller to decide: nobody else may see what this gives.
 */
export const signsSideBySide = async (tx: Tx, actor: Actor, asked: Asked): Promise<SideBySide> => {
	const { text, signs, quoted } = await find(tx, actor, asked);
	return {
		text,
		signs: signs.map(({ own, theirs, source: { kind, id, body } }) => ({
			own,
			source: { kind, id },
			theirs,
			words: body.slice(...theirs),
		})),
		quoted,
	};
};
