import { printLetter } from '#lib/features/liaison/links.server.ts';
import {
	introductionPaper,
	type PrintedLink,
	type PrintedPaper,
} from '#lib/features/liaison/papers.server.ts';
import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

type Format = 'docx' | 'pdf';

/** A paper as a file that is taken down. */
export const paperAnswer = async (
	door: Door,
	format: Format,
	paperFor: (tx: Tx) => Promise<PrintedPaper>,
): Promise<Response> => {
	const { paper, layout, name } = await look(door, paperFor);
	const bytes = await writePaper(paper, layout, format);
	const { mediaType } = paperFile(paper.type, null, format);
	return downloadResponse(new Uint8Array(bytes), {
		fileName: `${name.replace(/[/\\]/g, '-')}.${format}`,
		mediaType,
	});
};

/** A one-time link as it is printed: the address of the page, and the last day on which it opens. */
export const printedLink = (url: URL, made: { token: string; expiresAt: Date }): PrintedLink => ({
	address: `${url.origin}/xac-nhan/${made.token}`,
	until: dayOf(made.expiresAt),
});

type Event = { locals: App.Locals; params: { letter: string }; url: URL };

/** The letter as it was made out, without a code: for the file. */
export const letterCopy =
	(format: Format) =>
	({ locals, params }: Event): Promise<Response> => {
		const door = doorOf({ locals });
		return paperAnswer(door, format, (tx) => introductionPaper(tx, door.actor, params.letter, null));
	};

/** The letter to be sent: each print bears a code of its own, whose token is not kept. */
export const letterWithCode =
	(format: Format) =>
	async ({ locals, params, url }: Event): Promise<Response> => {
		const door = doorOf({ locals });
		const made = await printLetter(door, { letterId: params.letter });
		return paperAnswer(door, format, (tx) =>
			introductionPaper(tx, door.actor, params.letter, printedLink(url, made)),
		);
	};
