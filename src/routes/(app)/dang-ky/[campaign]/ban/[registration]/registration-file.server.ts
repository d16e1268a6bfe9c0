import { commitmentPaper } from '#lib/features/commitments/paper.server.ts';
import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** Answers with one registration as a file. */
export const answerWithRegistration =
	(format: 'docx' | 'pdf') =>
	async ({
		locals,
		params,
	}: {
		locals: App.Locals;
		params: { campaign: string; registration: string };
	}): Promise<Response> => {
		const door = doorOf({ locals });
		const wanted = { campaignId: params.campaign, registrationId: params.registration };
		const { paper, layout, registration } = await look(door, (tx) =>
			commitmentPaper(tx, door.actor, wanted, dayOf(door.clock())),
		);
		const { id, personId, unitId } = registration;
		if (personId) await tellOfLook(door, { type: 'registration', id, personId, unitId });
		const bytes = await writePaper(paper, layout, format);
		return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, null, format));
	};
