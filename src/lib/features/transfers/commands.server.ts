import { sql } from 'kysely';
import type { z } from 'zod';
import { openPartners } from '#lib/features/exchange/public.server.ts';
import { notify } from '#lib/features/notifications/public.server.ts';
import { peopleOfUnit, personById } from '#lib/features/organisation/public.server.ts';
import { passTask } from '#lib/features/programmes/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { saidFacts, type TransferKind, type TransferRule } from './domain/rules.ts';
import { dayProblem } from './domain/transfer.ts';
import { ruleFor, transferById } from './facts.server.ts';
import { openItemsOf } from './open-items.server.ts';
import { organisationsHere } from './organisations.server.ts';
import { mayAsk, mayChange, maySettle, mayStart } from './policy.ts';
import { tellTransfer } from './records.server.ts';
import { AskInput, ChangeInput, SettleInput } from './schema.ts';

type Where = Omit<z.infer<typeof AskInput>, 'membershipId'>;
type Membership = { id: string; personId: string; unitId: string; standing: string; from: Day };

const openMembership = async ({ tx, actor }: CommandContext, membershipId: string): Promise<Membership> => {
	const found = await sql<Membership>`
		select id, person_id as "personId", unit_id as "unitId", standing, valid_from as "from" from membership
		where tenant_id = ${actor.tenantId} and id = ${membershipId} and valid_to is null for update`.execute(tx);
	const [row] = found.rows;
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The name of the organisation to which it goes: one of this installation, or one with which parcels are exchanged, as it calls itself; another as it was typed. */
const organisationOf = async ({ tx, actor }: CommandContext, where: Where): Promise<string> => {
	const find = (
		known: readonly { id: string; name: string }[],
		path: 'toTenantId' | 'toPartnerId',
	): string => {
		const name = known.find(({ id }) => id === where[path])?.name;
		if (!name) throw invalidAt(path, 'issue_transfers_organisation');
		return name;
	};
	if (where.toTenantId && where.toPartnerId) throw invalidAt('toPartnerId', 'issue_transfers_one_place');
	if (where.toTenantId) return find(await organisationsHere(tx), 'toTenantId');
	if (where.toPartnerId) return find(await openPartners(tx, actor.tenantId), 'toPartnerId');
	if (!where.toOrganisation) throw invalidAt('toOrganisation', 'issue_transfers_organisation');
	return where.toOrganisation;
};

/** Where to, and of which kind. */
const placeOf = async (
	context: CommandContext,
	rule: TransferRule,
	where: Where,
	from: Day,
): Promise<{ kind: TransferKind; organisation: string; returnsOn: Day | null }> => {
	const kind = rule.kinds.find(({ key }) => key === where.kind);
	if (!kind) throw invalidAt('kind', 'issue_transfers_kind');
	const organisation = await organisationOf(context, where);
	const returnsOn = kind.needsReturn ? (where.returnsOn ?? null) : null;
	const problem = dayProblem({ effectiveOn: where.effectiveOn, returnsOn }, kind, from);
	if (problem) throw invalidAt(problem.path, problem.key);
	return { kind, organisation, returnsOn };
};

const begin = async (
	context: CommandContext,
	membership: Membership,
	where: Where,
	state: 'asked' | 'preparing',
): Promise<{ transferId: string }> => {
	const { tx, actor, now, today } = context;
	if (membership.standing === 'non_party') throw invalidAt('membershipId', 'issue_transfers_member');
	const there =
		await sql`select from member_transfer where tenant_id = ${actor.tenantId} and person_id = ${membership.personId}
		and unit_id = ${membership.unitId} and state in ('asked', 'preparing', 'issued')`.execute(tx);
	if (there.rows.length > 0) throw conflict('failure_transfers_there');
	const rule = await ruleFor(tx, actor.tenantId, today);
	const { kind, organisation, returnsOn } = await placeOf(context, rule, where, membership.from);
	const { jobTitle } = await personById(tx, membership.personId);
	const transferId = context.newId();
	await tx
		.insertInto('member_transfer')
		.values({
			tenant_id: actor.tenantId,
			id: transferId,
			person_id: membership.personId,
			unit_id: membership.unitId,
			membership_id: membership.id,
			standing: membership.standing,
			kind: kind.key,
			kind_name: kind.name,
			keeps_membership: kind.keepsMembership,
			to_tenant_id: where.toTenantId ?? null,
			to_partner_id: where.toPartnerId ?? null,
			to_organisation: organisation,
			to_unit: where.toUnit,
			reason: where.reason,
			effective_on: where.effectiveOn,
			returns_on: returnsOn,
			facts: JSON.stringify(saidFacts(rule, { position: jobTitle })),
			state,
			asked_at: state === 'asked' ? now : null,
			started_by: state === 'preparing' ? context.personId : null,
			started_at: state === 'preparing' ? now : null,
		})
		.execute();
	await tellTransfer(
		context,
		state === 'asked' ? 'transfer.asked' : 'transfer.started',
		{ id: transferId, unitId: membership.unitId, personId: membership.personId },
		{ kind: kind.name, to: organisation, effectiveOn: where.effectiveOn },
	);
	return { transferId };
};

/** The member asks for a transfer. @throws Failure refused, missing, conflict (one is under way), invalid */
export const askTransfer = command('transfer.ask', AskInput, async (context, { membershipId, ...where }) => {
	const membership = await openMembership(context, membershipId);
	context.permit(mayAsk(context.actor, membership));
	return begin(context, membership, where, 'asked');
});

/** The office starts one for a member. @throws Failure refused, missing, conflict (one is under way), invalid */
export const startTransfer = command(
	'transfer.start',
	AskInput,
	async (context, { membershipId, ...where }) => {
		const membership = await openMembership(context, membershipId);
		context.permit(mayStart(context.actor, membership));
		return begin(context, membership, where, 'preparing');
	},
);

/** Corrects where to and when, and fills in what the letter says. What the office corrects, it has taken up. */
export const changeTransfer = command('transfer.change', ChangeInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const transfer = await transferById(tx, actor.tenantId, input.transferId, true);
	context.permit(mayChange(actor, transfer));
	const membership = await openMembership(context, transfer.membershipId);
	const rule = await ruleFor(tx, actor.tenantId, today);
	const { kind, organisation, returnsOn } = await placeOf(context, rule, input, membership.from);
	const { birthOn, admittedOn, officialOn, cardNumber, position, rating } = input;
	const facts = saidFacts(
		rule,
		Object.fromEntries(
			Object.entries({ birthOn, admittedOn, officialOn, cardNumber, position, rating }).filter(
				([, value]) => value,
			),
		),
	);
	const takesUp = transfer.state === 'asked' && actor.personId !== transfer.personId;
	await tx
		.updateTable('member_transfer')
		.set({
			kind: kind.key,
			kind_name: kind.name,
			keeps_membership: kind.keepsMembership,
			to_tenant_id: input.toTenantId ?? null,
			to_partner_id: input.toPartnerId ?? null,
			to_organisation: organisation,
			to_unit: input.toUnit,
			reason: input.reason,
			effective_on: input.effectiveOn,
			returns_on: returnsOn,
			facts: JSON.stringify(facts),
			...(takesUp ? { state: 'preparing', started_by: context.personId, started_at: now } : {}),
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', transfer.id)
		.execute();
	await tellTransfer(context, 'transfer.changed', transfer, {
		kind: kind.name,
		to: organisation,
		effectiveOn: input.effectiveOn,
	});
});

/** An open thing gets somebody who takes it over, or is closed with a word. A task really goes to the successor. */
export const settleItem = command('transfer.settle', SettleInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const transfer = await transferById(tx, actor.tenantId, input.transferId, true);
	context.permit(maySettle(actor, transfer));
	const open = await openItemsOf(tx, actor.tenantId, transfer, today);
	const item = open.find(({ kind, subjectId }) => kind === input.itemKind && subjectId === input.itemId);
	if (!item) throw conflict('failure_changed_meanwhile');
	if (!input.successorId && !input.word) throw invalidAt('word', 'issue_transfers_settle');
	if (input.successorId) {
		const people = await peopleOfUnit(tx, transfer.unitId, today);
		if (
			input.successorId === transfer.personId ||
			!people.some(({ personId }) => personId === input.successorId)
		)
			throw invalidAt('successorId', 'issue_transfers_successor');
		if (item.kind === 'carry_out')
			await passTask(context, { taskId: item.subjectId, unitId: transfer.unitId, toId: input.successorId });
		await notify(context, {
			personIds: [input.successorId],
			unitId: transfer.unitId,
			kind: 'transfers.passed',
			subjectId: item.subjectId,
			step: transfer.id,
			words: 'transfers_told_passed',
			detail: { from: transfer.fullName, name: item.name },
			href: item.href,
		});
	}
	await tx
		.insertInto('transfer_handover')
		.values({
			tenant_id: actor.tenantId,
			transfer_id: transfer.id,
			person_id: transfer.personId,
			unit_id: transfer.unitId,
			kind: item.kind,
			subject_id: item.subjectId,
			name: item.name,
			outcome: input.successorId ? 'passed' : 'closed',
			successor_id: input.successorId ?? null,
			word: input.word,
			settled_by: context.personId,
			settled_at: now,
		})
		.execute();
	await tellTransfer(context, 'transfer.settled', transfer, {
		item: item.name,
		outcome: input.successorId ? 'passed' : 'closed',
	});
});
