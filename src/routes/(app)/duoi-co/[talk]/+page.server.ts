import {
	answerResponse,
	markPresented,
	respondToTalk,
	setTalkConsent,
} from '#lib/features/talks/present.server.ts';
import { talkPage } from '#lib/features/talks/queries-talk.server.ts';
import { assignTalkReviewer, remarkOnTalk, reviewTalk } from '#lib/features/talks/review.server.ts';
import { cancelTalk, changeTalk } from '#lib/features/talks/rota.server.ts';
import { agreeSwap, askSwap, declineSwap, withdrawSwap } from '#lib/features/talks/swap.server.ts';
import { reopenTalk, sendTalk, takeBackTalk } from '#lib/features/talks/writing.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const version = Number(url.searchParams.get('ban')) || undefined;
	const page = await look(door, (tx) => talkPage(tx, door.actor, { talkId: params.talk, version, today }));
	const { talk, shown } = page;
	// What was presented is no record that somebody looks into.
	if (shown && talk.state !== 'presented')
		await tellOfLook(door, {
			type: 'talk',
			id: talk.id,
			personId: talk.speakerId,
			unitId: talk.unitId,
		});
	return {
		page,
		personId: door.actor.personId ?? '',
		isSentNow: url.searchParams.has('da-gui'),
		today,
	};
};

const act = actionsWith(({ talk }) => ({ talkId: talk }));

export const actions: Actions = {
	sua: act('sua', changeTalk),
	huy: act('huy', cancelTalk),
	'phan-cong': act('phan-cong', assignTalkReviewer),
	'xin-doi': act('xin-doi', askSwap),
	'dong-y-doi': act('dong-y-doi', agreeSwap),
	'khong-doi': act('khong-doi', declineSwap),
	'rut-doi': act('rut-doi', withdrawSwap),
	gui: act('gui', sendTalk),
	'lay-lai': act('lay-lai', takeBackTalk),
	'sua-lai': act('sua-lai', reopenTalk),
	'nhan-xet': act('nhan-xet', remarkOnTalk),
	'ket-luan': act('ket-luan', reviewTalk),
	'da-noi': act('da-noi', markPresented),
	'cam-nhan': act('cam-nhan', respondToTalk),
	'tra-loi': act('tra-loi', answerResponse),
	'cong-khai': act('cong-khai', setTalkConsent),
};
