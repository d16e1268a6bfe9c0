import { receiptPage } from '#lib/features/cascade/queries-dispatch.server.ts';
import {
	receiveDispatch,
	reportDispatch,
	setAsideDispatch,
	takeUpDispatch,
} from '#lib/features/cascade/receive.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		page: await look(door, (tx) => receiptPage(tx, door.actor, params.receipt, today)),
		today,
	};
};

const act = actionsWith(({ receipt }) => ({ receiptId: receipt }));

export const actions: Actions = {
	'da-nhan': act('da-nhan', receiveDispatch),
	'tiep-nhan': act('tiep-nhan', takeUpDispatch),
	'ngoai-pham-vi': act('ngoai-pham-vi', setAsideDispatch),
	'bao-cao': act('bao-cao', reportDispatch),
};
