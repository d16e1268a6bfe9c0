import { agree, decline, setConsent, setNamed, withdraw } from '#lib/features/recognition/commands.server.ts';
import { issueNotice } from '#lib/features/recognition/paper.server.ts';
import { recognitionPage } from '#lib/features/recognition/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return {
		page: await look(door, (tx) => recognitionPage(tx, door.actor, params.recognition)),
		today: dayOf(door.clock()),
	};
};

const act = actionsWith(({ recognition }) => ({ recognitionId: recognition }));

export const actions: Actions = {
	'dong-y': act('dong-y', agree),
	'khong-dong-y': act('khong-dong-y', decline),
	rut: act('rut', withdraw),
	'cong-khai': act('cong-khai', setConsent),
	'neu-ten': act('neu-ten', setNamed),
	'cap-so': act('cap-so', issueNotice),
};
