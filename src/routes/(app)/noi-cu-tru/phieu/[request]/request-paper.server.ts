import { requestPaper, urgingPaper } from '#lib/features/liaison/papers.server.ts';
import { makeRemarkLink } from '#lib/features/liaison/remarks.server.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { paperAnswer, printedLink } from '../../paper-answer.server.ts';

type Format = 'docx' | 'pdf';
type Event = { locals: App.Locals; params: { request: string }; url: URL };

/** The form to be filled in by hand, without a code. */
export const formOnPaper =
	(format: Format) =>
	({ locals, params }: Event): Promise<Response> => {
		const door = doorOf({ locals });
		const today = dayOf(door.clock());
		return paperAnswer(door, format, (tx) => requestPaper(tx, door.actor, params.request, today, null));
	};

/** The form with a code of its own, by which the residential cell may write on a phone instead. */
export const formWithCode =
	(format: Format) =>
	async ({ locals, params, url }: Event): Promise<Response> => {
		const door = doorOf({ locals });
		const made = await makeRemarkLink(door, { requestId: params.request });
		const today = dayOf(door.clock());
		return paperAnswer(door, format, (tx) =>
			requestPaper(tx, door.actor, params.request, today, printedLink(url, made)),
		);
	};

export const urgingLetter =
	(format: Format) =>
	({ locals, params }: Event): Promise<Response> => {
		const door = doorOf({ locals });
		const today = dayOf(door.clock());
		return paperAnswer(door, format, (tx) => urgingPaper(tx, door.actor, params.request, today));
	};
