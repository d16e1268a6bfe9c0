import { peopleOfUnit, rolesIn } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { type Doubt, doubtsOf } from './domain/vote.ts';
import {
	type KnownAward,
	type KnownNomination,
	lockedAward,
	nominationsOf,
	unmetUnits,
} from './facts.server.ts';
import { mayDecide } from './policy.ts';
import { DecideAwardInput } from './schema.ts';
import { tellEvent, tellPeople } from './told.server.ts';
import { type Vote, voteOf } from './voters.server.ts';

/** What a choice does beyond the rules. */
const doubtsAbout = (
	award: KnownAward,
	nominations: readonly KnownNomination[],
	vote: Vote,
	chosen: readonly string[],
): Doubt[] =>
	doubtsOf({
		chosen,
		wanted: award.wanted,
		voters: vote.voters,
		tallies: vote.tallies,
		unmet: unmetUnits(award, nominations),
		voting: award.rules.voting,
	});

/**
 * Decides which units get the title, by the number and day of the committee's decision, and announces it. What goes beyond the rules (more
 * than wanted, no majority, a condition that is not met …) needs a reason, which stays.
 * @throws Failure refused (no vote yet, somebody of a nominated unit), invalid, missing
 */
export const decideAward = command('award.decide', DecideAwardInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const award = await lockedAward(context, input.awardId);
	const nominations = (await nominationsOf(tx, actor.tenantId, award.id)).filter(
		({ state }) => state === 'signed',
	);
	const vote = await voteOf(tx, actor.tenantId, award.id);
	context.permit(
		mayDecide(actor, award, {
			isVoted: (vote?.tallies.length ?? 0) > 0,
			nominated: nominations.map(({ unit, signedBy }) => ({ unitId: unit.id, signedBy })),
		}),
	);
	const chosen = [...new Set(input.unitIds)];
	if (!vote || chosen.some((id) => !nominations.some(({ unit }) => unit.id === id)))
		throw missing('failure_not_found');
	if (input.decisionOn > today) throw invalidAt('decisionOn', 'issue_award_decision_later');
	if (input.decisionOn < vote.metOn) throw invalidAt('decisionOn', 'issue_award_decision_early');
	const doubts = doubtsAbout(award, nominations, vote, chosen);
	if (doubts.length > 0 && input.reason === '') throw invalidAt('reason', 'issue_award_reason');
	await tx
		.updateTable('award')
		.set({
			state: 'decided',
			decision_number: input.decisionNumber,
			decision_on: input.decisionOn,
			decided_by: context.personId,
			decided_at: now,
			reason: doubts.length > 0 ? input.reason : '',
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', award.id)
		.execute();
	for (const unitId of chosen) {
		const tally = vote.tallies.find((one) => one.unitId === unitId);
		await tx
			.insertInto('award_choice')
			.values({
				tenant_id: actor.tenantId,
				award_id: award.id,
				unit_id: unitId,
				votes: tally?.votes ?? 0,
				base: tally?.base ?? 0,
			})
			.execute();
	}
	const { decisionNumber, decisionOn } = input;
	await tellEvent(context, award, 'award.decided', {
		chosen,
		decisionNumber,
		decisionOn,
		doubts,
		reason: input.reason,
	});
	for (const { unit } of nominations) {
		const isChosen = chosen.includes(unit.id);
		if (isChosen)
			// The title is the unit's: it stands among its own events too.
			await context.emit('award.given', {
				subject: { type: 'award', id: award.id },
				unitId: unit.id,
				after: { name: award.name, year: award.year, decisionNumber, decisionOn },
			});
		const people = isChosen
			? (await peopleOfUnit(tx, unit.id, today)).map(({ personId }) => personId)
			: await rolesIn(tx, actor.tenantId, unit.id, ['secretary', 'deputy'], today);
		await tellPeople(context, award, people, isChosen ? 'chosen' : 'decided', { unitId: unit.id });
	}
});
