import { mayManageAccount } from '#lib/features/identity/policy.ts';
import { accountsOf } from '#lib/features/identity/queries.server.ts';
import { addUnit, renameUnit } from '#lib/features/organisation/commands.server.ts';
import { unitKinds } from '#lib/features/organisation/domain/kinds.ts';
import { addPerson } from '#lib/features/organisation/people.server.ts';
import { mayAssignRoles, mayManageUnit, maySeeUnit } from '#lib/features/organisation/policy.ts';
import { peopleAsOf, timelineOf } from '#lib/features/organisation/public.server.ts';
import { namesOfUnit, requireUnit } from '#lib/features/organisation/queries.server.ts';
import { maySeeFormer } from '#lib/features/reorganisation/policy.ts';
import { hasFormerUnits } from '#lib/features/reorganisation/queries-former.server.ts';
import { maySeeYear } from '#lib/features/reviews/policy.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { standings } from '#lib/shared/actor.ts';
import { dayOf, isDay } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { withoutMarks } from '#lib/text/fold.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const asked = url.searchParams.get('ngay') ?? '';
	const day = isDay(asked) ? asked : today;
	const name = url.searchParams.get('ten')?.trim().slice(0, 100) ?? '';
	if (!uuidPattern.test(params.unit)) throw missing('failure_not_found');
	return look(door, async (tx) => {
		const unit = await requireUnit(tx, params.unit);
		const facts = { unitId: unit.id, path: unit.path };
		if (!maySeeUnit(door.actor, facts).allowed) throw missing('failure_not_found');
		const manages = mayManageUnit(door.actor, facts).allowed;
		const people = await peopleAsOf(tx, unit.id, day);
		const givesAccounts = mayManageAccount(door.actor, [{ path: unit.path, holdsRole: false }]).allowed;
		const accounts = givesAccounts
			? await accountsOf(
					tx,
					door.actor.tenantId,
					people.map(({ personId }) => personId),
				)
			: new Map();
		const lacks = ({ personId }: { personId: string }) => givesAccounts && !accounts.has(personId);
		const onlyWithout = givesAccounts && url.searchParams.has('chua-co-tai-khoan');
		const wanted = withoutMarks(name);
		const shown = people.filter(
			(person) => withoutMarks(person.fullName).includes(wanted) && (!onlyWithout || lacks(person)),
		);
		return {
			unit: { id: unit.id, name: unit.name, shortName: unit.shortName, kind: unit.kind },
			people: shown.map((person) => ({
				personId: person.personId,
				fullName: person.fullName,
				jobTitle: person.jobTitle,
				standing: person.standing,
				roles: person.roles.map(({ role }) => role),
				lacksAccount: lacks(person),
			})),
			count: people.length,
			withoutAccount: people.filter(lacks).length,
			onlyWithout,
			name,
			names: await namesOfUnit(tx, unit.id),
			timeline: await timelineOf(tx, door.actor.tenantId, unit.id),
			dissolvedOn: unit.dissolvedOn,
			day,
			powers: {
				former:
					maySeeFormer(door.actor, facts).allowed && (await hasFormerUnits(tx, door.actor.tenantId, unit.id)),
				year: maySeeYear(door.actor, { id: unit.id, path: unit.path }).allowed,
				manage: manages && unit.dissolvedOn === null,
				roles: mayAssignRoles(door.actor, facts).allowed,
			},
			kinds: unitKinds,
			standings,
			today,
		};
	});
};

export const actions: Actions = {
	'them-nguoi': async (event) => {
		const answer = await runForm(event, 'them-nguoi', addPerson, { extra: { unitId: event.params.unit } });
		return answer.ok ? { action: 'them-nguoi', personId: answer.result.personId } : answer.problem;
	},
	'them-don-vi': async (event) => {
		const answer = await runForm(event, 'them-don-vi', addUnit, { extra: { parentId: event.params.unit } });
		return answer.ok ? { action: 'them-don-vi', unitId: answer.result.unitId } : answer.problem;
	},
	'doi-ten': async (event) => {
		const answer = await runForm(event, 'doi-ten', renameUnit, { extra: { unitId: event.params.unit } });
		return answer.ok ? { action: 'doi-ten' } : answer.problem;
	},
};
