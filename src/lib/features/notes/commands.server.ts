import { type Clause, clausesOf, documentForReading } from '#lib/features/library/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { textOf } from './domain/note.ts';
import { findQuote } from './domain/quote.ts';
import { mayKeepNote } from './policy.ts';
import { ChangeNoteInput, RemoveNoteInput, RestoreNoteInput, WriteNotesInput } from './schema.ts';

// Notes write no events: that somebody took notes is their own affair (docs/decisions/0022).
const silent = { silent: true };

/** A removed note can be brought back for this long; then it is gone. */
const KEPT_MS = 30 * 86_400_000;

type Piece = {
	clauseId: string;
	part: 'heading' | 'text';
	from?: number | undefined;
	to?: number | undefined;
	quote?: string | undefined;
};

const issue = (key: string) => invalid([{ path: 'body', message: sayKey(key) }]);

/** What is kept of a marked place: found in the text as it stands on the server. */
const placed = (clause: Clause, piece: Piece, hasBody: boolean) => {
	const text = textOf(clause, piece.part);
	if (piece.from === undefined || piece.to === undefined) {
		if (hasBody || text === '') return { from_offset: null, to_offset: null, quote: '' };
		return { from_offset: 0, to_offset: text.length, quote: text };
	}
	const quote = piece.quote ?? text.slice(piece.from, piece.to);
	const place = findQuote(text, quote, piece.from);
	if (!place) throw issue('issue_note_text_changed');
	return { from_offset: place.from, to_offset: place.to, quote };
};

/**
 * Marks places of a document the actor may read, and writes a note to them. One row a clause; the words go with the
 * first. Marking a whole clause without words highlights its text.
 */
export const writeNotes = command(
	'note.write',
	WriteNotesInput,
	async (context, input) => {
		const { tx, actor, now, personId } = context;
		const document = await documentForReading(tx, actor, input.documentId);
		context.permit(mayKeepNote(actor, personId));
		const clauses = new Map((await clausesOf(tx, actor.tenantId, document.id)).map((one) => [one.id, one]));
		const rows = input.pieces.map((piece, index) => {
			const clause = clauses.get(piece.clauseId);
			if (!clause) throw missing('failure_not_found');
			const body = index === 0 ? input.body : '';
			const place = placed(clause, piece, body !== '');
			if (place.quote === '' && body === '') throw issue('issue_note_needed');
			return {
				tenant_id: actor.tenantId,
				id: context.newId(),
				person_id: personId,
				document_id: document.id,
				clause_id: clause.id,
				part: piece.part,
				...place,
				body,
				written_at: now,
			};
		});
		await tx.insertInto('note').values(rows).execute();
		return { noteIds: rows.map(({ id }) => id) };
	},
	silent,
);

/** The actor's own note, locked. */
const ownNote = async ({ tx, actor, permit }: CommandContext, noteId: string) => {
	const note = await tx
		.selectFrom('note')
		.select(['id', 'person_id', 'document_id', 'quote', 'removed_at'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', noteId)
		.forUpdate()
		.executeTakeFirst();
	if (!note || !mayKeepNote(actor, note.person_id).allowed) throw missing('failure_not_found');
	permit(mayKeepNote(actor, note.person_id));
	return note;
};

/** Writes a note anew. A highlight may lose its words; a note on a whole clause may not. */
export const changeNote = command(
	'note.change',
	ChangeNoteInput,
	async (context, input) => {
		const note = await ownNote(context, input.noteId);
		if (note.quote === '' && input.body === '') throw issue('issue_note_needed');
		await context.tx
			.updateTable('note')
			.set({ body: input.body, changed_at: context.now })
			.where('id', '=', note.id)
			.execute();
		return { documentId: note.document_id };
	},
	silent,
);

/** Takes a note away; `restoreNote` brings it back. Notes removed long ago go for good. */
export const removeNote = command(
	'note.remove',
	RemoveNoteInput,
	async (context, input) => {
		const note = await ownNote(context, input.noteId);
		const { tx, now, personId } = context;
		await tx
			.deleteFrom('note')
			.where('person_id', '=', personId)
			.where('removed_at', '<', new Date(now.getTime() - KEPT_MS))
			.execute();
		await tx.updateTable('note').set({ removed_at: now }).where('id', '=', note.id).execute();
		return { documentId: note.document_id };
	},
	silent,
);

export const restoreNote = command(
	'note.restore',
	RestoreNoteInput,
	async (context, input) => {
		const note = await ownNote(context, input.noteId);
		await context.tx.updateTable('note').set({ removed_at: null }).where('id', '=', note.id).execute();
		return { documentId: note.document_id };
	},
	silent,
);
