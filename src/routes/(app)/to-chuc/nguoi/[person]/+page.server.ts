import {
	createAccount,
	lockAccount,
	resetPassword,
	unlockAccount,
} from '#lib/features/identity/commands.server.ts';
import { invite } from '#lib/features/identity/invitations.server.ts';
import { mayManageAccount } from '#lib/features/identity/policy.ts';
import { accountPlaces, accountsOf } from '#lib/features/identity/queries.server.ts';
import { limitAddress } from '#lib/features/limits/public.server.ts';
import {
	assignRole,
	beginMembership,
	changePerson,
	endMembership,
	endRole,
} from '#lib/features/organisation/people.server.ts';
import { mayAssignRoles, mayManageUnit, maySeeUnit } from '#lib/features/organisation/policy.ts';
import { historyOf, personById, unitsBelow } from '#lib/features/organisation/queries.server.ts';
import { transferMember, transfersOf } from '#lib/features/organisation/transfer.server.ts';
import { mayReadRecord } from '#lib/features/training/policy.ts';
import { mayStart } from '#lib/features/transfers/policy.ts';
import type { Command } from '#lib/platform/command/command.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { type Actor, belongsTo, roles, standings } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

/** The units into which the actor may bring people, from the top. */
const unitsToGive = async (tx: Tx, actor: Actor, today: Day) => {
	const paths = actor.roles
		.filter(({ role }) => role === 'administrator' || role === 'secretary')
		.map(({ path }) => path);
	const units = await unitsBelow(tx, paths, today);
	return units.filter(({ id, path }) => mayManageUnit(actor, { unitId: id, path }).allowed);
};

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { actor } = door;
	const today = dayOf(door.clock());
	if (!uuidPattern.test(params.person)) throw missing('failure_not_found');
	return look(door, async (tx) => {
		const person = await personById(tx, params.person);
		const history = await historyOf(tx, params.person);
		const places = [...history.memberships, ...history.roles];
		const facts = places.map(({ unitId, path }) => ({ unitId, path }));
		const isOwn = actor.personId === person.id;
		if (!isOwn && !facts.some((place) => maySeeUnit(actor, place).allowed))
			throw missing('failure_not_found');
		const manage = facts.some((place) => mayManageUnit(actor, place).allowed);
		const assign = facts.some((place) => mayAssignRoles(actor, place).allowed);
		const account = mayManageAccount(
			actor,
			await accountPlaces(tx, actor.tenantId, person.id, today),
		).allowed;
		const units = manage || assign ? await unitsToGive(tx, actor, today) : [];
		const seen = isOwn || manage || assign;
		const present = history.memberships.filter(({ to }) => to === null || to > today);
		const leaving = history.memberships.find(
			({ unitId, to, what }) =>
				to === null && what !== 'non_party' && mayStart(actor, { unitId, personId: person.id }).allowed,
		);
		const remindHref = present
			.map(({ unitId }) => limitAddress(actor, { personId: person.id, unitId }))
			.find((href) => href !== null);
		return {
			person: {
				id: person.id,
				fullName: person.fullName,
				jobTitle: person.jobTitle,
				email: seen ? person.email : null,
			},
			memberships: history.memberships.filter(({ to }) => seen || to === null || to > today),
			roles: history.roles.filter(({ to }) => seen || to === null || to > today),
			account: account ? ((await accountsOf(tx, actor.tenantId, [person.id])).get(person.id) ?? null) : null,
			transfers: seen ? await transfersOf(tx, actor.tenantId, person.id) : [],
			isOwn,
			/** Where a transfer to another organisation is begun, by whoever may. */
			leavesHref: leaving ? `/to-chuc/chuyen-sinh-hoat?nguoi=${leaving.id}` : null,
			remindHref: remindHref ?? null,
			praiseHref:
				!isOwn && present.some(({ unitId }) => belongsTo(actor, unitId))
					? `/guong-sang/de-xuat?nguoi=${person.id}`
					: null,
			/** Whether the actor may open the record of training. */
			training: history.memberships.some(
				({ unitId, to }) =>
					(to === null || to > today) && mayReadRecord(actor, { unitId, personId: person.id }).allowed,
			),
			powers: { manage, assign, account },
			units: units.map(({ id, name }) => ({ value: id, label: name })),
			allRoles: roles,
			allStandings: standings,
			today,
		};
	});
};

/** Runs a command about this person. What changes rights is felt at once. */
const about =
	<Input, Result>(action: string, run: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, action, run, { extra: { personId: event.params.person } });
		installation().sessions.forget();
		return answer.ok ? { action, result: answer.result ?? null } : answer.problem;
	};

export const actions: Actions = {
	sua: about('sua', changePerson),
	'vao-don-vi': about('vao-don-vi', beginMembership),
	'roi-don-vi': about('roi-don-vi', endMembership),
	'chuyen-sinh-hoat': about('chuyen-sinh-hoat', transferMember),
	'giao-vai-tro': about('giao-vai-tro', assignRole),
	'thoi-vai-tro': about('thoi-vai-tro', endRole),
	'tao-tai-khoan': about('tao-tai-khoan', createAccount),
	moi: about('moi', invite),
	'cap-lai': about('cap-lai', resetPassword),
	khoa: about('khoa', lockAccount),
	'mo-khoa': about('mo-khoa', unlockAccount),
};
