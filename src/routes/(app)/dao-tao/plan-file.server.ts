import type { RequestEvent } from '@sveltejs/kit';
import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { planPaper } from '#lib/features/training/plan.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { yearFrom } from './year.ts';

/** Answers with the yearly plan as a file. */
export const answerWithPlan =
	(format: 'docx' | 'pdf') =>
	async ({ locals, cookies, url }: Pick<RequestEvent, 'locals' | 'cookies' | 'url'>): Promise<Response> => {
		const door = doorOf({ locals });
		const unit = presentUnit(door.actor, cookies.get('don-vi'));
		const today = dayOf(door.clock());
		const wanted = { unitId: unit.id, year: yearFrom(url, today) };
		const { paper, layout } = await look(door, (tx) => planPaper(tx, door.actor, wanted, today));
		const bytes = await writePaper(paper, layout, format);
		return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, `đào tạo ${wanted.year}`, format));
	};
