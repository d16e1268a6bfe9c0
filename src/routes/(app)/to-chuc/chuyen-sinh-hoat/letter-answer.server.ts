import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { makeCode } from '#lib/features/transfers/codes.server.ts';
import { type PrintedCode, transferPaper } from '#lib/features/transfers/papers.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

type Format = 'docx' | 'pdf';
type Event = { locals: App.Locals; params: { transfer: string }; url: URL };

const answer = async (
	door: Door,
	transferId: string,
	format: Format,
	code: PrintedCode | null,
): Promise<Response> => {
	const { paper, layout, name } = await look(door, (tx) => transferPaper(tx, door.actor, transferId, code));
	const bytes = await writePaper(paper, layout, format);
	const { mediaType } = paperFile(paper.type, null, format);
	return downloadResponse(new Uint8Array(bytes), {
		fileName: `${name.replace(/[/\\]/g, '-')}.${format}`,
		mediaType,
	});
};

/** The letter as it was made out, without a code: for the file. */
export const letterCopy =
	(format: Format) =>
	({ locals, params }: Event): Promise<Response> =>
		answer(doorOf({ locals }), params.transfer, format, null);

/** The letter to be carried: each print bears a code of its own, of which the hash alone is kept. */
export const letterWithCode =
	(format: Format) =>
	async ({ locals, params, url }: Event): Promise<Response> => {
		const door = doorOf({ locals });
		const { code, expiresAt } = await makeCode(door, { transferId: params.transfer });
		return answer(door, params.transfer, format, {
			address: `${url.origin}/tiep-nhan/${code}`,
			until: dayOf(expiresAt),
		});
	};
