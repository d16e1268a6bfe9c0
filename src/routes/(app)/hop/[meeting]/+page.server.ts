import { redirect } from '@sveltejs/kit';
import { checkIn, markAllPresent, markAttendance } from '#lib/features/meetings/attendance.server.ts';
import { notOnAgenda } from '#lib/features/meetings/domain/agenda.ts';
import {
	assignInMeeting,
	assignSummaryInMeeting,
	presentInMeeting,
	recordProposal,
} from '#lib/features/meetings/given.server.ts';
import { numberCall } from '#lib/features/meetings/invitation-paper.server.ts';
import {
	addItem,
	addItems,
	callMeeting,
	cancelMeeting,
	moveItem,
	removeItem,
} from '#lib/features/meetings/plan.server.ts';
import {
	chooseNote,
	closeMeeting,
	concludeMeeting,
	goToItem,
	openMeeting,
	writeNote,
} from '#lib/features/meetings/run.server.ts';
import { castBallot, closeBallot, countHands, openBallot } from '#lib/features/meetings/votes.server.ts';
import { actionsWith, doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';
import { meetingView } from './view.server.ts';

export const load: PageServerLoad = ({ locals, params }) => meetingView(doorOf({ locals }), params.meeting);

const act = actionsWith(({ meeting }) => ({ meetingId: meeting }));

export const actions: Actions = {
	'trieu-tap': act('trieu-tap', callMeeting),
	huy: act('huy', cancelMeeting),
	'them-muc': act('them-muc', addItem),
	/** All that waits and is not on the agenda yet, as it stands now. */
	'them-het': async (event) => {
		const { items, proposed } = await meetingView(doorOf(event), event.params.meeting);
		const answer = await runForm(event, 'them-het', addItems, {
			extra: {
				meetingId: event.params.meeting,
				items: notOnAgenda(proposed, items).map(({ documentId, assignmentId, ...item }) => ({
					...item,
					...(documentId ? { documentId } : {}),
					...(assignmentId ? { assignmentId } : {}),
				})),
			},
		});
		return answer.ok ? { action: 'them-het' } : answer.problem;
	},
	'lay-so': act('lay-so', numberCall),
	chuyen: act('chuyen', moveItem),
	bo: act('bo', removeItem),
	'khai-mac': act('khai-mac', openMeeting),
	'be-mac': async (event) => {
		const answer = await runForm(event, 'be-mac', closeMeeting, {
			extra: { meetingId: event.params.meeting },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/hop/${event.params.meeting}/bien-ban`);
	},
	'den-muc': act('den-muc', goToItem),
	ghi: act('ghi', writeNote),
	'chon-ghi': act('chon-ghi', chooseNote),
	'ket-luan': act('ket-luan', concludeMeeting),
	'diem-danh': act('diem-danh', markAttendance),
	'du-mat': act('du-mat', markAllPresent),
	'co-mat': act('co-mat', checkIn),
	giao: act('giao', assignInMeeting),
	'giao-tom-luoc': act('giao-tom-luoc', assignSummaryInMeeting),
	'da-trinh-bay': act('da-trinh-bay', presentInMeeting),
	'de-xuat': act('de-xuat', recordProposal),
	'bieu-quyet': act('bieu-quyet', openBallot),
	'kiem-phieu': act('kiem-phieu', countHands),
	'bo-phieu': act('bo-phieu', castBallot),
	'dong-phieu': act('dong-phieu', closeBallot),
};
