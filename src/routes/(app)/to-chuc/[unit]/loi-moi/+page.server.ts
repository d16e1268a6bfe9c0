import { INVITED_AT_ONCE, inviteUnit } from '#lib/features/identity/invite-many.server.ts';
import { mayManageAccount } from '#lib/features/identity/policy.ts';
import { accountsOf } from '#lib/features/identity/queries.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store' });
	const door = doorOf(event);
	const today = dayOf(door.clock());
	if (!uuidPattern.test(event.params.unit)) throw missing('failure_not_found');
	return look(door, async (tx) => {
		const unit = await requireUnit(tx, event.params.unit);
		if (!mayManageAccount(door.actor, [{ path: unit.path, holdsRole: false }]).allowed)
			throw missing('failure_not_found');
		const people = await peopleOfUnit(tx, unit.id, today);
		const accounts = await accountsOf(
			tx,
			door.actor.tenantId,
			people.map(({ personId }) => personId),
		);
		return {
			unit: { id: unit.id, name: unit.name },
			without: people.filter(({ personId }) => !accounts.has(personId)).length,
			most: INVITED_AT_ONCE,
			origin: event.url.origin,
		};
	});
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', inviteUnit, { extra: { unitId: event.params.unit } });
		if (!answer.ok) return answer.problem;
		const { invited, expiresAt } = answer.result;
		return { sheet: invited, until: dayOf(expiresAt) };
	},
};
