import { redirect } from '@sveltejs/kit';
import { bringIn, MOST_FILE } from '#lib/features/transfers/carry.server.ts';
import { askTransfer, startTransfer } from '#lib/features/transfers/commands.server.ts';
import { AT_ONCE, transfersPage, type View } from '#lib/features/transfers/queries.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

const ofAddress: Record<string, View> = { di: 'going', den: 'coming', xong: 'done' };

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const view = ofAddress[url.searchParams.get('xem') ?? ''] ?? 'going';
	const page = Math.min(1000, Math.max(1, Math.trunc(Number(url.searchParams.get('trang'))) || 1));
	return {
		list: await look(door, (tx) => transfersPage(tx, door.actor, { view, page, today })),
		view,
		page,
		size: AT_ONCE,
		chosen: url.searchParams.get('nguoi') ?? '',
		today,
	};
};

const begin =
	<Input, Result extends { transferId: string }>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command);
		if (!answer.ok) return answer.problem;
		redirect(303, `/to-chuc/chuyen-sinh-hoat/${answer.result.transferId}`);
	};

export const actions: Actions = {
	'de-nghi': begin('de-nghi', askTransfer),
	'bat-dau': begin('bat-dau', startTransfer),
	'nhap-tep': async (event) => {
		const form = await event.request.formData();
		const file = form.get('file');
		const input = readForm(form);
		try {
			const bytes =
				file instanceof File && file.size <= MOST_FILE
					? new Uint8Array(await file.arrayBuffer())
					: new Uint8Array();
			const { incomingId } = await bringIn(doorOf(event), { bytes, check: String(input['check'] ?? '') });
			redirect(303, `/to-chuc/chuyen-sinh-hoat/den/${incomingId}`);
		} catch (error) {
			return formProblem(error, 'nhap-tep', input);
		}
	},
};
