import { find } from '#lib/features/inspections/findings.server.ts';
import { openRecord, tellOfReturn } from '#lib/features/inspections/look.server.ts';
import { recordPage } from '#lib/features/inspections/queries-record.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const wanted = { inspectionId: params.inspection, recordId: params.record };
	const isKnown = uuidPattern.test(wanted.inspectionId) && uuidPattern.test(wanted.recordId);
	if (isKnown) await tellOfReturn(door, wanted);
	const today = dayOf(door.clock());
	return { page: await look(door, (tx) => recordPage(tx, door.actor, { ...wanted, today })), today };
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const { inspection: inspectionId, record: recordId } = event.params;
		const done = await runForm(event, name, command, { extra: { inspectionId, recordId } });
		return done.ok ? { action: name } : done.problem;
	};

export const actions: Actions = { mo: act('mo', openRecord), 'ket-qua': act('ket-qua', find) };
