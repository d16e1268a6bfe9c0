import { sql } from 'kysely';
import { type Document, documentForReading } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Note } from './domain/note.ts';

/** The actor's own notes on a document, in the order of the text. */
export const notesOn = async (tx: Tx, actor: Actor, documentId: string): Promise<Note[]> => {
	const found = await sql<Note>`
		select n.id, n.clause_id as "clauseId", c.anchor,
			coalesce(nullif(trim(concat_ws(' ', nullif(c.label, ''), c.heading)), ''), left(c.text, 60)) as "clauseName",
			n.part, n.from_offset as "from", n.to_offset as "to", n.quote, n.body, n.written_at as "writtenAt"
		from note n join clause c on c.tenant_id = n.tenant_id and c.id = n.clause_id
		where n.tenant_id = ${actor.tenantId} and n.person_id = ${actor.personId} and n.document_id = ${documentId} and n.removed_at is null
		order by c.ordinal, n.part, n.from_offset nulls first, n.written_at`.execute(tx);
	return found.rows;
};

/** A clause to which a note is about to be written. */
export type NoteTarget = { id: string; anchor: string; name: string; text: string };

/**
 * The document, the actor's notes on it, and the clause to write to, if one is named.
 * @throws Failure missing when the actor may not read the document
 */
export const notesPageOf = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentId: string; anchor?: string | undefined },
): Promise<{ document: Document; notes: Note[]; target: NoteTarget | null }> => {
	const document = await documentForReading(tx, actor, wanted.documentId);
	const target = wanted.anchor
		? ((
				await sql<NoteTarget>`
				select id, anchor, coalesce(nullif(trim(concat_ws(' ', nullif(label, ''), heading)), ''), left(text, 60)) as name, text
				from clause where tenant_id = ${actor.tenantId} and document_id = ${document.id} and anchor = ${wanted.anchor}`.execute(
					tx,
				)
			).rows[0] ?? null)
		: null;
	return { document, notes: await notesOn(tx, actor, document.id), target };
};
