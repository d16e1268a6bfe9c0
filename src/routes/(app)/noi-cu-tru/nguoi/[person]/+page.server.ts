import { issueLetter, noteReceipt, settlePerson } from '#lib/features/liaison/links.server.ts';
import { personResidence } from '#lib/features/liaison/queries.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, params }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const of = { unitId: unit.id, personId: params.person };
	const page = await look(door, (tx) => personResidence(tx, door.actor, { ...of, today }));
	await tellOfLook(door, { type: 'residence', id: params.person, ...of });
	return { page, unit: { id: unit.id, name: unit.name }, today };
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const unit = presentUnit(doorOf(event).actor, event.cookies.get('don-vi'));
		const answer = await runForm(event, name, command, {
			extra: { unitId: unit.id, personId: event.params.person },
		});
		return answer.ok ? { action: name } : answer.problem;
	};

export const actions: Actions = {
	'noi-o': act('noi-o', settlePerson),
	'cap-giay': act('cap-giay', issueLetter),
	'da-nhan': act('da-nhan', noteReceipt),
};
