import { requestPage } from '#lib/features/liaison/queries.server.ts';
import {
	answerRemark,
	enterRemark,
	makeRemarkLink,
	seeRemark,
	takeBackRemark,
	withdrawLinks,
} from '#lib/features/liaison/remarks.server.ts';
import { putInCharge } from '#lib/features/liaison/rounds.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { actionsWith, doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf, longDate } from '#lib/shared/calendar.ts';
import { printedLink } from '../../paper-answer.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const page = await look(door, (tx) => requestPage(tx, door.actor, params.request, today));
	const { id, personId, unitId } = page.request;
	if (page.remarks.length > 0) await tellOfLook(door, { type: 'residence_remark', id, personId, unitId });
	return { page, today, place: `noi-cu-tru ${door.actor.personId} ${id}` };
};

const act = actionsWith(({ request }) => ({ requestId: request }));

export const actions: Actions = {
	'nhap-nhan-xet': async (event) => {
		const input = readForm(await event.request.formData());
		try {
			const file = input['scan'];
			const scan =
				file instanceof File && file.size > 0
					? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
					: undefined;
			await enterRemark(doorOf(event), { ...input, scan, requestId: event.params.request });
		} catch (error) {
			return formProblem(error, 'nhap-nhan-xet', input);
		}
		return { action: 'nhap-nhan-xet' };
	},
	'tao-lien-ket': async (event) => {
		const answer = await runForm(event, 'tao-lien-ket', makeRemarkLink, {
			extra: { requestId: event.params.request },
		});
		if (!answer.ok) return answer.problem;
		const { address, until } = printedLink(event.url, answer.result);
		return { action: 'tao-lien-ket', address, until: longDate(until) };
	},
	'thu-hoi': act('thu-hoi', withdrawLinks),
	'phan-cong': act('phan-cong', putInCharge),
	'tra-lai': act('tra-lai', takeBackRemark),
	'da-doc': act('da-doc', seeRemark),
	'tra-loi': act('tra-loi', answerRemark),
};
