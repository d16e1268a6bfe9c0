import { sendAnswer } from '#lib/features/transfers/deliver.server.ts';
import { declineTransfer, handOnTransfer, takeInTransfer } from '#lib/features/transfers/incoming.server.ts';
import { incomingPage } from '#lib/features/transfers/queries.server.ts';
import { type Command, type Door, look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const page = await look(door, (tx) => incomingPage(tx, door.actor, { id: params.incoming, today }));
	const { id, personId, unitId, forUnitId } = page.incoming;
	if (personId)
		await tellOfLook(door, { type: 'incoming_transfer', id, personId, unitId: forUnitId ?? unitId });
	return { page, today };
};

const act =
	<Input, Result>(
		name: string,
		command: Command<Input, Result>,
		after?: (door: Door, id: string) => Promise<unknown>,
	) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command, { extra: { incomingId: event.params.incoming } });
		if (!answer.ok) return answer.problem;
		await after?.(doorOf(event), event.params.incoming ?? '');
		installation().sessions.forget();
		return { action: name };
	};
const answer = (door: Door, id: string): Promise<boolean> => sendAnswer(door, door.actor.tenantId, id);

export const actions: Actions = {
	giao: act('giao', handOnTransfer),
	'tiep-nhan': act('tiep-nhan', takeInTransfer, answer),
	'gui-tra': act('gui-tra', declineTransfer, answer),
};
