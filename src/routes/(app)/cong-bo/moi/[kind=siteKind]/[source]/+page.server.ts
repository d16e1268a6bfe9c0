import { redirect } from '@sveltejs/kit';
import { prepareEntry, publishEntry } from '#lib/features/site/commands.server.ts';
import { kindAt, type SiteKind } from '#lib/features/site/domain/kinds.ts';
import { candidatePage } from '#lib/features/site/queries.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { missing } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

/** The record of the address, in the unit in which the actor works at present. @throws Failure missing */
const recordOf = ({
	locals,
	cookies,
	params,
}: Pick<RequestEvent, 'locals' | 'cookies' | 'params'>): {
	unitId: string;
	kind: SiteKind;
	sourceId: string;
} => {
	const unit = presentUnit(doorOf({ locals }).actor, cookies.get('don-vi'));
	const kind = kindAt(params.kind);
	if (!kind || !unit.id) throw missing('failure_not_found');
	return { unitId: unit.id, kind, sourceId: params.source };
};

export const load: PageServerLoad = async (event) => {
	const door = doorOf(event);
	const record = recordOf(event);
	const found = await look(door, (tx) => candidatePage(tx, door.actor, record));
	if ('entryId' in found) redirect(303, `/cong-bo/bai/${found.entryId}`);
	return found;
};

const act =
	<Input>(name: string, command: Command<Input, { entryId: string }>) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command, { extra: recordOf(event) });
		if (!answer.ok) return answer.problem;
		redirect(303, `/cong-bo/bai/${answer.result.entryId}`);
	};

export const actions: Actions = {
	trinh: act('trinh', prepareEntry),
	duyet: act('duyet', publishEntry),
};
