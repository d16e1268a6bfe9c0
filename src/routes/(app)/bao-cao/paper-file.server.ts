import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { reportPaper } from '#lib/features/reports/paper.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** Answers with a report as a file; `ban` of the address is the version that is wanted. */
export const answerWithReport =
	(format: 'docx' | 'pdf') =>
	async ({
		locals,
		params,
		url,
	}: {
		locals: App.Locals;
		params: { report: string };
		url: URL;
	}): Promise<Response> => {
		const door = doorOf({ locals });
		const version = Number(url.searchParams.get('ban')) || null;
		const { paper, layout, mark } = await look(door, (tx) =>
			reportPaper(tx, door.actor, { reportId: params.report, version, today: dayOf(door.clock()) }),
		);
		const bytes = await writePaper(paper, layout, format);
		return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, mark, format));
	};
