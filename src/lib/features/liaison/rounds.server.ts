import { sql } from 'kysely';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { askedIn, mayBeAsked, type Standing } from './domain/round.ts';
import { requestById } from './facts.server.ts';
import { mayDirect, mayLeadRound } from './policy.ts';
import { tellEvent, tellPeople } from './records.server.ts';
import { OpenRoundInput, PutInChargeInput, RequestInput, RoundInput } from './schema.ts';
import { closeTokens } from './tokens.server.ts';

export type KnownRound = {
	id: string;
	unitId: string;
	year: number;
	dueOn: Day;
	state: 'open' | 'closed';
};

/** @throws Failure missing */
export const roundById = async (
	tx: Tx,
	tenantId: string,
	roundId: string,
	lock = false,
): Promise<KnownRound> => {
	const found = await sql<KnownRound>`
		select id, unit_id as "unitId", year, due_on as "dueOn", state from residence_round
		where tenant_id = ${tenantId} and id::text = ${roundId} ${lock ? sql`for update` : sql``}`.execute(tx);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** Party members of the unit with their open link: a remark is asked for about members, not about other officials. */
export const standingsOf = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
	today: Day,
): Promise<(Standing & { fullName: string })[]> => {
	const people = (await peopleOfUnit(tx, unitId, today)).filter(
		({ standing }) => standing === 'official' || standing === 'probationary',
	);
	const links = await sql<{
		id: string;
		personId: string;
		exemptKind: string | null;
		exemptName: string;
		placeId: string | null;
	}>`
		select id, person_id as "personId", exempt_kind as "exemptKind", exempt_name as "exemptName", place_id as "placeId" from residence_link
		where tenant_id = ${tenantId} and unit_id = ${unitId} and valid_to is null`.execute(tx);
	return people.map(({ personId, fullName }) => {
		const link = links.rows.find((one) => one.personId === personId);
		return {
			personId,
			fullName,
			link: link
				? {
						id: link.id,
						exemptName: link.exemptName,
						isExempt: link.exemptKind !== null,
						hasPlace: link.placeId !== null,
					}
				: null,
		};
	});
};

/** Writes down of whom the round waits for a remark, and who is left out and why; who is in it already stays. */
const askFor = async (context: CommandContext, round: Pick<KnownRound, 'id' | 'unitId'>): Promise<number> => {
	const { tx, actor, today } = context;
	const people = await standingsOf(tx, actor.tenantId, round.unitId, today);
	const { waiting, exempt } = askedIn(people);
	let added = 0;
	for (const { personId, link } of people) {
		const state = waiting.includes(personId) ? 'waiting' : exempt.includes(personId) ? 'exempt' : null;
		if (!state || !link) continue;
		const written = await sql`
			insert into residence_request (tenant_id, id, round_id, unit_id, person_id, link_id, cell, commune, exempt_name, reason, state)
			select l.tenant_id, ${context.newId()}::uuid, ${round.id}::uuid, l.unit_id, l.person_id, l.id, coalesce(n.cell, ''), coalesce(n.commune, ''), l.exempt_name, l.reason, ${state}
			from residence_link l
			left join residence_place_name n on n.tenant_id = l.tenant_id and n.place_id = l.place_id and n.valid_to is null
			where l.tenant_id = ${actor.tenantId} and l.id = ${link.id}
			on conflict (tenant_id, round_id, person_id) do nothing`.execute(tx);
		added += Number(written.numAffectedRows ?? 0);
	}
	return added;
};

/**
 * Opens the round of a year: of every member who was introduced a remark is waited for, who is exempt is left out.
 * @throws Failure refused, invalid (a day that is over), conflict when the year has its round
 */
export const openRound = command('residence.open_round', OpenRoundInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	await requireUnit(tx, input.unitId);
	context.permit(mayLeadRound(actor, input.unitId));
	if (input.dueOn < today) throw invalidAt('dueOn', 'issue_residence_due_past');
	const roundId = context.newId();
	const opened = await tx
		.insertInto('residence_round')
		.values({
			tenant_id: actor.tenantId,
			id: roundId,
			unit_id: input.unitId,
			year: input.year,
			due_on: input.dueOn,
			state: 'open',
			opened_by: context.personId,
			opened_at: now,
		})
		.onConflict((known) => known.columns(['tenant_id', 'unit_id', 'year']).doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!opened) throw conflict('failure_residence_round_known');
	const people = await askFor(context, { id: roundId, unitId: input.unitId });
	await context.emit('residence.round_opened', {
		subject: { type: 'residence_round', id: roundId },
		unitId: input.unitId,
		after: { year: input.year, dueOn: input.dueOn, people },
	});
	return { roundId };
});

const openOne = async (context: CommandContext, roundId: string): Promise<KnownRound> => {
	const round = await roundById(context.tx, context.actor.tenantId, roundId, true);
	context.permit(mayLeadRound(context.actor, round.unitId));
	if (round.state === 'closed') throw conflict('failure_residence_round_closed');
	return round;
};

/** Takes into an open round whoever was introduced since it was opened. */
export const completeRound = command('residence.complete_round', RoundInput, async (context, input) => {
	const round = await openOne(context, input.roundId);
	const added = await askFor(context, round);
	await context.emit('residence.round_completed', {
		subject: { type: 'residence_round', id: round.id },
		unitId: round.unitId,
		after: { added },
	});
	return { added };
});

/** Ends a round: nothing is waited for any more, and no link of it opens. */
export const closeRound = command('residence.close_round', RoundInput, async (context, input) => {
	const { tx, actor, now } = context;
	const round = await openOne(context, input.roundId);
	await tx
		.updateTable('residence_round')
		.set({ state: 'closed', closed_by: context.personId, closed_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', round.id)
		.execute();
	const waiting = await sql<{ id: string }>`
		select id from residence_request where tenant_id = ${actor.tenantId} and round_id = ${round.id} and state = 'waiting'`.execute(
		tx,
	);
	for (const { id } of waiting.rows) await closeTokens(context, { requestId: id });
	await context.emit('residence.round_closed', {
		subject: { type: 'residence_round', id: round.id },
		unitId: round.unitId,
		after: { waiting: waiting.rows.length },
	});
});

/** Asks on need for a remark about somebody who is exempt. @throws Failure refused, conflict (nobody can be asked) */
export const askOnNeed = command('residence.ask', RequestInput, async (context, input) => {
	const { tx, actor } = context;
	const request = await requestById(tx, actor.tenantId, input.requestId, true);
	context.permit(mayDirect(actor, request));
	if (!mayBeAsked(request)) throw conflict('failure_residence_not_asked');
	await tx
		.updateTable('residence_request')
		.set({ state: 'waiting' })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', request.id)
		.execute();
	await tellEvent(context, 'residence.asked', { type: 'residence_request', id: request.id }, request);
});

/** Names the committee member who reads the remark besides who heads the unit; nobody: only who heads it. */
export const putInCharge = command('residence.put_in_charge', PutInChargeInput, async (context, input) => {
	const { tx, actor, today } = context;
	const request = await requestById(tx, actor.tenantId, input.requestId, true);
	context.permit(mayDirect(actor, request));
	const inChargeId = input.inChargeId ?? null;
	if (inChargeId) {
		const people = await peopleOfUnit(tx, request.unitId, today);
		const member = people.find(({ personId }) => personId === inChargeId);
		if (inChargeId === request.personId || !member?.roles.some(({ role }) => role === 'committee_member'))
			throw invalidAt('inChargeId', 'issue_residence_in_charge');
	}
	await tx
		.updateTable('residence_request')
		.set({ in_charge_id: inChargeId })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', request.id)
		.execute();
	await tx
		.updateTable('residence_remark')
		.set({ in_charge_id: inChargeId })
		.where('tenant_id', '=', actor.tenantId)
		.where('request_id', '=', request.id)
		.where('taken_back_at', 'is', null)
		.execute();
	await tellEvent(context, 'residence.put_in_charge', { type: 'residence_request', id: request.id }, request);
	if (inChargeId) await tellPeople(context, request, [inChargeId], 'in_charge');
});
