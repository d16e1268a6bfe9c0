import { ownPaperState, sharedPapers } from '#lib/features/reflections/queries-round.server.ts';
import { checkInToSession } from '#lib/features/study/attendance.server.ts';
import { closeRound } from '#lib/features/study/commands.server.ts';
import { publishRound } from '#lib/features/study/publish.server.ts';
import { roundPage } from '#lib/features/study/queries.server.ts';
import { checkFigures } from '#lib/features/study/queries-check.server.ts';
import { addSession, changeSession, dropSession } from '#lib/features/study/sessions.server.ts';
import { addSlides, dropSlide } from '#lib/features/study/slides.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { actionsWith, doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return look(door, async (tx) => {
		const page = await roundPage(tx, door.actor, params.round, today);
		return {
			...page,
			check: await checkFigures(tx, door.actor, params.round),
			paper: await ownPaperState(tx, door.actor, page.round),
			shared: await sharedPapers(tx, door.actor, page.round.id),
			today,
		};
	});
};

const act = actionsWith(({ round }) => ({ roundId: round }));

export const actions: Actions = {
	'diem-danh': async (event) => {
		const input = readForm(await event.request.formData());
		try {
			const { isPresent } = await checkInToSession(doorOf(event), input);
			if (!isPresent) throw invalidAt('checkInCode', 'issue_code_wrong');
		} catch (error) {
			return formProblem(error, 'diem-danh', input);
		}
		return { action: 'diem-danh' };
	},
	'them-buoi': act('them-buoi', addSession),
	'sua-buoi': act('sua-buoi', changeSession),
	'bo-buoi': act('bo-buoi', dropSession),
	'phat-hanh': act('phat-hanh', publishRound, ['personIds', 'unitIds']),
	'ket-thuc': act('ket-thuc', closeRound),
	'bo-tep': act('bo-tep', dropSlide),
	'them-tep': async (event) => {
		const form = await event.request.formData();
		const input = readForm(form);
		try {
			const files = form
				.getAll('files')
				.filter((entry): entry is File => entry instanceof File && entry.name !== '')
				.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
			await addSlides(doorOf(event), {
				studySessionId: input['studySessionId'],
				files: await Promise.all(files),
			});
		} catch (error) {
			return formProblem(error, 'them-tep', input);
		}
		return { action: 'them-tep' };
	},
};
