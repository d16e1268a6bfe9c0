import { sql } from 'kysely';
import { rolesIn } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt, sayKey } from '#lib/platform/failure-words.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { countOpen, type Tally, votersOn } from './domain/vote.ts';
import { type KnownAward, lockedAward, nominationsOf, toldValues } from './facts.server.ts';
import { presentFigures } from './figures.server.ts';
import { mayFix, mayRecordVote } from './policy.ts';
import { AwardInput, SessionInput, VoteInput } from './schema.ts';
import { tellEvent, tellPeople } from './told.server.ts';
import { candidatesFor, signedUnits, voteOf, votersOf } from './voters.server.ts';

/**
 * Fixes the figures: from now on units change nothing any more, and the committee votes on what it has before it. Drafts that nobody signed
 * stay out. @throws Failure refused
 */
export const fixFigures = command('award.fix', AwardInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const award = await lockedAward(context, input.awardId);
	const signed = (await nominationsOf(tx, actor.tenantId, award.id)).filter(
		({ state }) => state === 'signed',
	);
	context.permit(mayFix(actor, award, signed.length));
	const told = await toldValues(tx, actor.tenantId, award.id);
	const units = signed.map(({ unit }) => unit);
	const figures = await presentFigures(tx, actor, award, { units, told, today });
	for (const { id, unit } of signed)
		await tx
			.updateTable('nomination')
			.set({ figures: JSON.stringify(figures.get(unit.id) ?? {}) })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', id)
			.execute();
	await tx
		.updateTable('award')
		.set({ state: 'voting', fixed_by: context.personId, fixed_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', award.id)
		.execute();
	await tellEvent(context, award, 'award.figures_fixed', { units: units.map(({ id }) => id) });
	for (const { id } of units) {
		const heads = await rolesIn(tx, actor.tenantId, id, ['secretary', 'deputy'], today);
		await tellPeople(context, award, heads, 'voting', { unitId: id });
	}
});

const clear = async ({ tx, actor }: CommandContext, awardId: string, tables: readonly string[]) => {
	for (const table of tables)
		await sql`delete from ${sql.table(table)} where tenant_id = ${actor.tenantId} and award_id = ${awardId}`.execute(
			tx,
		);
};

/**
 * Writes down the session: its day, how it votes, who is entitled and who is there. Written again, the vote is recorded again too.
 * @throws Failure refused, invalid (a day that lies ahead, somebody who is not of the committee or of a unit below)
 */
export const recordSession = command('award.record_session', SessionInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const award = await lockedAward(context, input.awardId);
	context.permit(mayRecordVote(actor, award));
	if (input.metOn > today) throw invalidAt('metOn', 'issue_award_met_later');
	const candidates = await candidatesFor(tx, award, input.metOn);
	if (input.voters.some(({ personId }) => !candidates.some((one) => one.personId === personId)))
		throw missing('failure_not_found');
	await clear(context, award.id, ['award_vote', 'award_tally', 'award_voter', 'award_session']);
	await tx
		.insertInto('award_session')
		.values({
			tenant_id: actor.tenantId,
			award_id: award.id,
			met_on: input.metOn,
			ballot: input.ballot,
			recorded_by: context.personId,
			recorded_at: now,
		})
		.execute();
	for (const { personId, isPresent } of input.voters)
		await tx
			.insertInto('award_voter')
			.values({
				tenant_id: actor.tenantId,
				award_id: award.id,
				person_id: personId,
				is_present: isPresent,
				own_units: candidates.find((one) => one.personId === personId)?.ownUnits ?? [],
			})
			.execute();
	await tellEvent(context, award, 'award.session_recorded', {
		metOn: input.metOn,
		ballot: input.ballot,
		entitled: input.voters.length,
		present: input.voters.filter(({ isPresent }) => isPresent).length,
	});
});

type Typed = {
	handedOut: number;
	returned: number;
	valid: number;
	counts: { unitId: string; votes: number }[];
};

/** The count of a secret ballot, as it was typed in. @throws Failure invalid where it cannot be right */
const countSecret = async (context: CommandContext, award: KnownAward, typed: Typed): Promise<Tally[]> => {
	const voters = await votersOf(context.tx, context.actor.tenantId, award.id);
	const units = await signedUnits(context.tx, context.actor.tenantId, award.id);
	const present = voters.filter(({ isPresent }) => isPresent).length;
	const issues: { path: string; message: string }[] = [];
	const wrong = (path: string, key: string, detail: Record<string, string | number>) =>
		issues.push({ path, message: sayKey(key, detail) });
	if (typed.handedOut > present) wrong('handedOut', 'issue_award_ballots_most', { most: present });
	if (typed.returned > typed.handedOut)
		wrong('returned', 'issue_award_ballots_most', { most: typed.handedOut });
	if (typed.valid > typed.returned) wrong('valid', 'issue_award_ballots_most', { most: typed.returned });
	const tallies = units.map((unitId): Tally => {
		const votes = typed.counts.find((one) => one.unitId === unitId)?.votes ?? 0;
		const most = Math.min(typed.valid, votersOn(voters, unitId, award.rules.voting).length);
		if (votes > most) wrong(`votes_${unitId}`, 'issue_award_votes_most', { most });
		return { unitId, votes, base: 0 };
	});
	if (issues.length > 0) throw invalid(issues);
	const bases = countOpen(units, voters, [], award.rules.voting);
	return tallies.map((one) => ({
		...one,
		base: bases.find(({ unitId }) => unitId === one.unitId)?.base ?? 0,
	}));
};

/**
 * Records what came of the vote: the count of the ballots, or what each said. Written again it takes the place of what was there, until it is
 * decided. @throws Failure refused, conflict (no session yet), invalid (more votes than there can be)
 */
export const recordVote = command('award.record_vote', VoteInput, async (context, input) => {
	const { tx, actor, now } = context;
	const award = await lockedAward(context, input.awardId);
	context.permit(mayRecordVote(actor, award));
	const vote = await voteOf(tx, actor.tenantId, award.id);
	if (!vote) throw conflict('failure_award_no_session');
	const { voting } = award.rules;
	const units = await signedUnits(tx, actor.tenantId, award.id);
	const isOpen = vote.ballot === 'open';
	const approvals = isOpen ? input.approvals.map((one) => ({ ...one, choice: 'yes' as const })) : [];
	const tallies = isOpen
		? countOpen(units, vote.voters, approvals, voting)
		: await countSecret(context, award, input);
	await clear(context, award.id, ['award_vote', 'award_tally']);
	for (const { unitId, votes, base } of tallies) {
		await tx
			.insertInto('award_tally')
			.values({
				tenant_id: actor.tenantId,
				award_id: award.id,
				unit_id: unitId,
				votes,
				base: Math.max(base, votes),
			})
			.execute();
		for (const { personId } of isOpen ? votersOn(vote.voters, unitId, voting) : [])
			await tx
				.insertInto('award_vote')
				.values({
					tenant_id: actor.tenantId,
					award_id: award.id,
					unit_id: unitId,
					person_id: personId,
					choice: approvals.some((one) => one.unitId === unitId && one.personId === personId) ? 'yes' : 'no',
				})
				.execute();
	}
	const { handedOut, returned, valid } = isOpen ? { handedOut: 0, returned: 0, valid: 0 } : input;
	await tx
		.updateTable('award_session')
		.set({ handed_out: handedOut, returned, valid, recorded_by: context.personId, recorded_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('award_id', '=', award.id)
		.execute();
	await tellEvent(context, award, 'award.vote_recorded', { handedOut, returned, valid, tallies });
});
