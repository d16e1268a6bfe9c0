import { bringAnswer, layInOwnRecord } from '#lib/features/transfers/carry.server.ts';
import { changeTransfer, settleItem } from '#lib/features/transfers/commands.server.ts';
import { cancelTransfer, sendTransfer } from '#lib/features/transfers/deliver.server.ts';
import { issueTransfer, takeOutRecord } from '#lib/features/transfers/issue.server.ts';
import { transferPage } from '#lib/features/transfers/queries.server.ts';
import { noteReceipt } from '#lib/features/transfers/receipt.server.ts';
import { type Command, type Door, look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const page = await look(door, (tx) => transferPage(tx, door.actor, { id: params.transfer, today }));
	const { id, personId, unitId } = page.transfer;
	await tellOfLook(door, { type: 'member_transfer', id, personId, unitId });
	return { page, today };
};

const act =
	<Input, Result>(
		name: string,
		command: Command<Input, Result>,
		after?: (door: Door, id: string) => Promise<unknown>,
	) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command, { extra: { transferId: event.params.transfer } });
		if (!answer.ok) return answer.problem;
		await after?.(doorOf(event), event.params.transfer ?? '');
		// Who left has no right any more, at once.
		installation().sessions.forget();
		return { action: name };
	};

/** The same for what is more than one command: the fields of the form go to it as they are. */
const run =
	(name: string, perform: (door: Door, input: Record<string, unknown>) => Promise<unknown>) =>
	async (event: RequestEvent) => {
		const input = readForm(await event.request.formData());
		try {
			await perform(doorOf(event), { ...input, transferId: event.params.transfer });
			installation().sessions.forget();
			return { action: name };
		} catch (error) {
			return formProblem(error, name, input);
		}
	};

const bytesOf = async (file: unknown): Promise<Uint8Array> =>
	file instanceof File && file.size < 100_000 ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();

export const actions: Actions = {
	sua: act('sua', changeTransfer),
	'ban-giao': act('ban-giao', settleItem),
	'cap-giay': act('cap-giay', issueTransfer, (door, id) => sendTransfer(door, door.actor.tenantId, id)),
	'da-nhan': act('da-nhan', noteReceipt),
	'bo-ho-so': act('bo-ho-so', takeOutRecord),
	'gui-ho-so': run('gui-ho-so', (door, input) => layInOwnRecord(door, String(input['transferId']))),
	huy: run('huy', cancelTransfer),
	'bien-nhan': run('bien-nhan', async (door, input) => bringAnswer(door, await bytesOf(input['answer']))),
};
