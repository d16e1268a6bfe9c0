import { sql } from 'kysely';
import {
	type Clause,
	clausesOf,
	type Document,
	documentForReading,
} from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { assignmentFacts, type KnownAssignment, type Section, sectionsOf } from './facts.server.ts';
import { type DraftPoint, draftsOf } from './queries.server.ts';

/** The actor's open assignment of a document; the one that is named, or the first. */
const ownAssignment = async (
	tx: Tx,
	actor: Actor,
	documentId: string,
	assignmentId: string | undefined,
): Promise<string | null> => {
	const found = await sql<{ id: string }>`
		select id from summary_assignment where tenant_id = ${actor.tenantId} and document_id = ${documentId} and person_id = ${actor.personId}
			and state in ('assigned', 'accepted', 'presented') order by (id::text = ${assignmentId ?? ''}) desc, due_on, id limit 1`.execute(
		tx,
	);
	return found.rows[0]?.id ?? null;
};

export type WritingPage = {
	document: Document;
	/** Null when nothing of this document is given to the actor. */
	writing: {
		assignment: KnownAssignment;
		sections: (Section & { points: number })[];
		section: Section;
		clauses: Clause[];
		points: DraftPoint[];
		previous: string | null;
		next: string | null;
	} | null;
};

/** The page on which a summary is written: one section of the text, and its points. @throws Failure missing */
export const writingPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentId: string; assignmentId: string | undefined; anchor: string | undefined },
): Promise<WritingPage> => {
	const document = await documentForReading(tx, actor, wanted.documentId);
	const id = await ownAssignment(tx, actor, document.id, wanted.assignmentId);
	if (!id) return { document, writing: null };
	const assignment = await assignmentFacts(tx, actor.tenantId, id);
	const sections = await sectionsOf(tx, actor.tenantId, document.id, assignment.clauseIds);
	const at = Math.max(
		0,
		sections.findIndex(({ anchor }) => anchor === wanted.anchor),
	);
	const section = sections[at];
	if (!section) throw missing('failure_not_found');
	const drafts = await draftsOf(tx, actor.tenantId, assignment.id);
	const clauses = await clausesOf(tx, actor.tenantId, document.id);
	const isWhole = !clauses.some(({ isSection }) => isSection);
	return {
		document,
		writing: {
			assignment,
			sections: sections.map((one) => ({
				...one,
				points: drafts.filter(({ clauseId, body }) => clauseId === one.id && body !== '').length,
			})),
			section,
			clauses: clauses.filter((clause) => isWhole || clause.sectionId === section.id),
			points: drafts.filter(({ clauseId }) => clauseId === section.id),
			previous: sections[at - 1]?.anchor ?? null,
			next: sections[at + 1]?.anchor ?? null,
		},
	};
};
