import { receiptPage } from '#lib/features/cascade/queries.server.ts';
import {
	receiveDispatch,
	reportDispatch,
	setAsideDispatch,
	takeUpDispatch,
} from '#lib/features/cascade/receive.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		page: await look(door, (tx) => receiptPage(tx, door.actor, params.receipt, today)),
		today,
	};
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command, { extra: { receiptId: event.params.receipt } });
		return answer.ok ? { action: name } : answer.problem;
	};

export const actions: Actions = {
	'da-nhan': act('da-nhan', receiveDispatch),
	'tiep-nhan': act('tiep-nhan', takeUpDispatch),
	'ngoai-pham-vi': act('ngoai-pham-vi', setAsideDispatch),
	'bao-cao': act('bao-cao', reportDispatch),
};
