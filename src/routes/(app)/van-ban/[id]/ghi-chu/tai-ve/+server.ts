import { notesAsMarkdown } from '#lib/features/notes/domain/markdown.ts';
import { notesPageOf } from '#lib/features/notes/queries.server.ts';
import { sayDocument } from '#lib/features/reading/ui/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** One's own notes on a document as Markdown. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { document, notes } = await look(door, (tx) =>
		notesPageOf(tx, door.actor, { documentId: params.id }),
	);
	const name = sayDocument(document);
	return downloadResponse(notesAsMarkdown({ name, title: document.title, list: m.notes_title() }, notes), {
		fileName: `${m.notes_title()} - ${name.replace(/[/\\]/g, '-')}.md`,
		mediaType: 'text/markdown; charset=utf-8',
	});
};
