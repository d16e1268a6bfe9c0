import { agree, decline, setConsent, setNamed, withdraw } from '#lib/features/recognition/commands.server.ts';
import { issueNotice } from '#lib/features/recognition/paper.server.ts';
import { recognitionPage } from '#lib/features/recognition/queries.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return {
		page: await look(door, (tx) => recognitionPage(tx, door.actor, params.recognition)),
		today: dayOf(door.clock()),
	};
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command, {
			extra: { recognitionId: event.params.recognition },
		});
		return answer.ok ? { action: name } : answer.problem;
	};

export const actions: Actions = {
	'dong-y': act('dong-y', agree),
	'khong-dong-y': act('khong-dong-y', decline),
	rut: act('rut', withdraw),
	'cong-khai': act('cong-khai', setConsent),
	'neu-ten': act('neu-ten', setNamed),
	'cap-so': act('cap-so', issueNotice),
};
