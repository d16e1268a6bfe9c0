import { clausesOf, documentsForReading } from '#lib/features/library/public.server.ts';
import { ownSigns } from '#lib/features/likeness/public.server.ts';
import { type ProposalFrom, proposalsFrom } from '#lib/features/proposals/public.server.ts';
import { type RoundForPaper, roundForPaper } from '#lib/features/study/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import type { Range } from '#lib/text/likeness/quoted.ts';
import { type Act, actsOf, type Fields, type Placed, textToCompare } from './domain/fields.ts';
import type { Form } from './domain/form.ts';
import {
	filesOf,
	formFor,
	type KeptFile,
	type KnownReflection,
	reflectionFor,
	textOf,
} from './facts.server.ts';
import { mayShare, mayTakeBack, mayTakeUp, mayWrite } from './policy.ts';
import { type Remark, type Review, remarksOf, reviewsOf, versionOf } from './queries-versions.server.ts';

/** A clause at hand while one writes. */
export type QuotableClause = { id: string; anchor: string; label: string; text: string };
export type QuotableDocument = { id: string; name: string; clauses: QuotableClause[] };

const MOST_CLAUSES = 400;

/** A document is read by everybody of a round at one time: its clauses are kept for so long. */
const CLAUSES_KEPT_MS = 60_000;
const MOST_KEPT = 50;
const keptClauses = new Map<string, { clauses: ReturnType<typeof clausesOf>; until: number }>();

/** Clauses of a document that the actor was found to may read. */
const clausesKept = (tx: Tx, tenantId: string, documentId: string): ReturnType<typeof clausesOf> => {
	const key = `${tenantId} ${documentId}`;
	const known = keptClauses.get(key);
	if (known && known.until > Date.now()) return known.clauses;
	const clauses = clausesOf(tx, tenantId, documentId);
	const [oldest] = keptClauses.keys();
	if (oldest !== undefined && keptClauses.size >= MOST_KEPT) keptClauses.delete(oldest);
	keptClauses.set(key, { clauses, until: Date.now() + CLAUSES_KEPT_MS });
	clauses.catch(() => keptClauses.delete(key));
	return clauses;
};

/** What is studied, clause by clause, for quoting: the chosen sections, or the whole. */
const quotable = async (tx: Tx, actor: Actor, round: RoundForPaper): Promise<QuotableDocument[]> => {
	const chosen = new Set(round.clauseIds);
	const documents = [];
	for (const document of await documentsForReading(tx, actor, round.documentIds)) {
		const clauses = await clausesKept(tx, actor.tenantId, document.id);
		const isChosen = clauses.some(({ id }) => chosen.has(id));
		documents.push({
			id: document.id,
			name: documentName(document),
			clauses: clauses
				.filter(
					({ id, sectionId, kind, text, heading }) =>
						kind !== 'opening' &&
						(text || heading) &&
						(!isChosen || chosen.has(id) || chosen.has(sectionId ?? '')),
				)
				.slice(0, MOST_CLAUSES)
				.map(({ id, anchor, label, heading, text }) => ({
					id,
					anchor,
					label,
					text: [heading, text].filter(Boolean).join('\n'),
				})),
		});
	}
	return documents;
};

export type ShownFile = Omit<KeptFile, 'body' | 'sha256'> & { hasText: boolean };
export const shownFile = ({ body, sha256: _sha256, ...file }: KeptFile): ShownFile => ({
	...file,
	hasText: body !== '',
});

/** What came of one's own paper and of what was proposed and promised in it. */
export type OwnPaper = {
	paper: KnownReflection;
	handedIn: Fields | null;
	acts: (Act & { taskId: string | null })[];
	proposals: ProposalFrom[];
	reviews: Review[];
	remarks: Remark[];
	powers: { takeBack: boolean; share: boolean; takeUp: boolean };
};

export type WritingPage = {
	round: RoundForPaper;
	form: Form;
	mayWrite: boolean;
	text: { fields: Fields; revision: number; savedAt: Date | null };
	files: ShownFile[];
	documents: QuotableDocument[];
	own: OwnPaper | null;
};

const ownPaperOf = async (tx: Tx, actor: Actor, paper: KnownReflection): Promise<OwnPaper> => {
	const version = paper.version > 0 ? await versionOf(tx, actor.tenantId, paper.id, paper.version) : null;
	const tasks = await tx
		.selectFrom('task')
		.select(['id', 'result_expected as what'])
		.where('tenant_id', '=', actor.tenantId)
		.where('origin_type', '=', 'reflection')
		.where('origin_id', '=', paper.id)
		.execute();
	return {
		paper,
		handedIn: version?.fields ?? null,
		acts: actsOf(version?.fields ?? {}).map((act) => ({
			...act,
			taskId: tasks.find(({ what }) => what === act.what)?.id ?? null,
		})),
		proposals: await proposalsFrom(tx, 'paper', [paper.id]),
		reviews: await reviewsOf(tx, actor.tenantId, paper.id),
		remarks: await remarksOf(tx, actor.tenantId, paper.id),
		powers: {
			takeBack: mayTakeBack(actor, paper).allowed,
			share: mayShare(actor, paper).allowed,
			takeUp: mayTakeUp(actor, paper).allowed,
		},
	};
};

/**
 * The page on which one writes the own paper of a round, and sees afterwards what came of it.
 * @throws Failure missing (round), refused for who does not take part or a round that wants no paper
 */
export const writingPage = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
	today: Day,
): Promise<WritingPage> => {
	const round = await roundForPaper(tx, actor, roundId);
	if (!actor.personId) throw missing('failure_not_found');
	const paper = await reflectionFor(tx, {
		tenantId: actor.tenantId,
		roundId: round.id,
		personId: actor.personId,
	});
	const may = mayWrite(actor, round, paper);
	if (!may.allowed && !paper) throw refused(may.key);
	const text = paper
		? await textOf(tx, actor.tenantId, paper.id)
		: { fields: {}, revision: 0, savedAt: null };
	return {
		round,
		form:
			paper?.form ??
			(await formFor(tx, { tenantId: actor.tenantId, unitId: round.homeUnitId ?? round.unitId }, today)),
		mayWrite: may.allowed,
		text,
		files: paper ? (await filesOf(tx, actor.tenantId, paper.id)).map(shownFile) : [],
		documents: may.allowed ? await quotable(tx, actor, round) : [],
		own: paper ? await ownPaperOf(tx, actor, paper) : null,
	};
};

/** A stretch of the own paper with the passages that are like another text. */
export type MarkedStretch = Placed & {
	title: string;
	signs: { own: Range; documentId: string | null }[];
	quoted: Range[];
};

/** What a paper may quote freely: what is studied, the guidance, the headings of the form. */
export const sourcesOf = (round: RoundForPaper, form: Form) => ({
	documentIds: round.documentIds,
	texts: [round.title, round.guidance, ...form.parts.map(({ title, hint }) => `${title}\n${hint}`)],
});

const titleOf = (name: string, form: Form, files: readonly Pick<KeptFile, 'id' | 'fileName'>[]): string =>
	form.parts.find(({ key }) => key === name)?.title ??
	files.find(({ id }) => name === `file:${id}`)?.fileName ??
	'';

/** A range of the whole text as it lies in one stretch: once, or not at all. */
const within = ({ start, end }: Placed, [from, to]: Range): Range[] =>
	from < end && to > start ? [[Math.max(from, start) - start, Math.min(to, end) - start]] : [];

/**
 * The own paper as it would be handed in now, with the signs of copying as its author may know them.
 * @throws Failure missing, refused as the page of writing; missing when nothing was written
 */
export const checkPage = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
	today: Day,
): Promise<{
	round: RoundForPaper;
	form: Form;
	fields: Fields;
	stretches: MarkedStretch[];
	files: ShownFile[];
	signs: number;
	documents: Record<string, string>;
}> => {
	const round = await roundForPaper(tx, actor, roundId);
	if (!actor.personId) throw missing('failure_not_found');
	const paper = await reflectionFor(tx, {
		tenantId: actor.tenantId,
		roundId: round.id,
		personId: actor.personId,
	});
	const may = mayWrite(actor, round, paper);
	if (!may.allowed) throw refused(may.key);
	const form =
		paper?.form ??
		(await formFor(tx, { tenantId: actor.tenantId, unitId: round.homeUnitId ?? round.unitId }, today));
	if (!paper) return { round, form, fields: {}, stretches: [], files: [], signs: 0, documents: {} };
	const { fields } = await textOf(tx, actor.tenantId, paper.id);
	const files = await filesOf(tx, actor.tenantId, paper.id);
	const { text, placed } = textToCompare(fields, form.parts, files);
	const found = await ownSigns(tx, actor, { text, not: [paper.id], sources: sourcesOf(round, form) });
	const named = await documentsForReading(
		tx,
		actor,
		found.signs.flatMap(({ documentId }) => (documentId ? [documentId] : [])),
	);
	return {
		round,
		form,
		fields,
		files: files.map(shownFile),
		signs: found.signs.length,
		documents: Object.fromEntries(named.map((document) => [document.id, documentName(document)])),
		stretches: placed.map((stretch) => ({
			...stretch,
			title: titleOf(stretch.name, form, files),
			signs: found.signs.flatMap(({ own, documentId }) =>
				within(stretch, own).map((at) => ({ own: at, documentId })),
			),
			quoted: found.quoted.flatMap((range) => within(stretch, range)),
		})),
	};
};
