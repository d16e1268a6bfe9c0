import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import { afterDispute } from './domain/states.ts';
import { addWorkingDays } from './domain/working-days.ts';
import { officeOf, ruleOf, seenProposal } from './facts.server.ts';
import { mayDispose, maySetNaming } from './policy.ts';
import { changeProposal, tell, tellPeople, writeStep } from './records.server.ts';
import { NamingInput, ProposalInput, RespondInput } from './schema.ts';

/** The proposer says whether the answer settled the matter. Not settled, it is taken up again once, by itself. */
export const respond = command('proposal.respond', RespondInput, async (context, input) => {
	const { tx, actor, today } = context;
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(mayDispose(actor, proposal, 'respond'));
	const step = { unitId: proposal.unitId, isProposers: true, words: input.reason };
	if (input.settled === 'yes') {
		await writeStep(context, proposal.id, { ...step, kind: 'settled' });
		await changeProposal(context, proposal.id, { state: 'settled' });
		await tell(context, proposal, 'proposal.settled');
		return { state: 'settled' as const };
	}
	const after = afterDispute(proposal.round);
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: proposal.answeringUnitId }, today);
	await writeStep(context, proposal.id, {
		...step,
		kind: after.state === 'received' ? 'reopened' : 'disputed',
	});
	// It goes its own way from here on: the others of its group may well be settled.
	await changeProposal(context, proposal.id, {
		...after,
		due_on: addWorkingDays(today, rule.answerDays),
		answerer_id: null,
		by_committee: false,
		assigned_by: null,
		leader_id: null,
	});
	await tell(context, proposal, after.state === 'received' ? 'proposal.reopened' : 'proposal.disputed');
	const fromBelow = proposal.answeringUnitId !== proposal.unitId;
	await tellPeople(context, proposal, {
		personIds: await officeOf(tx, actor.tenantId, { unitId: proposal.answeringUnitId, fromBelow }, today),
		kind: 'proposal.unsettled',
	});
	return { state: after.state };
});

/** Takes a proposal back before it is answered. What was answered together with it is answered without it. */
export const withdraw = command('proposal.withdraw', ProposalInput, async (context, input) => {
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(mayDispose(context.actor, proposal, 'withdraw'));
	await writeStep(context, proposal.id, { kind: 'withdrawn', unitId: proposal.unitId, isProposers: true });
	await changeProposal(context, proposal.id, { state: 'withdrawn', leader_id: null });
	await tell(context, proposal, 'proposal.withdrawn');
	await sql`select public.hand_on_proposals(${proposal.id})`.execute(context.tx);
});

/** The proposer says whom the name may reach; no longer open, it goes from what was released too. */
export const setNaming = command('proposal.name', NamingInput, async (context, input) => {
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(maySetNaming(context.actor, proposal));
	await changeProposal(context, proposal.id, { naming: input.naming });
	if (input.naming !== 'open') await sql`select public.unname_proposal(${proposal.id})`.execute(context.tx);
	await tell(context, proposal, 'proposal.named', { naming: input.naming });
});
