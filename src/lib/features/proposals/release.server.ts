import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { type KnownProposal, ruleOf, seenProposal } from './facts.server.ts';
import { mayRelease, maySetRule, mayTakeOff } from './policy.ts';
import { tellPeople } from './records.server.ts';
import { ProposalInput, ReleaseInput, ReleaseManyInput, SetProposalRuleInput } from './schema.ts';

type Answer = { words: string; at: Date; unitName: string };

/** The last answer of a proposal, and the unit that gave it. */
const answerOf = async ({ tx, actor }: CommandContext, proposalId: string): Promise<Answer | undefined> => {
	const found = await sql<Answer>`
		select s.words, s.at, u.name as "unitName" from proposal_step s join unit u on u.tenant_id = s.tenant_id and u.id = s.unit_id
		where s.tenant_id = ${actor.tenantId} and s.proposal_id = ${proposalId} and s.kind = 'answered' order by s.at desc, s.id desc limit 1`.execute(
		tx,
	);
	return found.rows[0];
};

const nameOf = async ({ tx }: CommandContext, personId: string): Promise<string> =>
	(await tx.selectFrom('person').select('full_name').where('id', '=', personId).executeTakeFirstOrThrow())
		.full_name;

/** Writes what the people of the unit see. Released again, it takes the place of what stood there. */
const show = async (
	context: CommandContext,
	proposal: KnownProposal,
	shown: { body: string; isNamed: boolean },
): Promise<void> => {
	const { tx, actor, now } = context;
	const answer = await answerOf(context, proposal.id);
	if (!answer) throw conflict('failure_proposal_unanswered');
	const values = {
		body: shown.body,
		answer: answer.words,
		answered_by: answer.unitName,
		answered_on: dayOf(answer.at),
		proposer_name: shown.isNamed ? await nameOf(context, proposal.proposerId) : null,
		document_id: proposal.documentId,
		released_by: context.personId,
		released_at: now,
		withdrawn_at: null,
	};
	await tx
		.insertInto('proposal_release')
		.values({ tenant_id: actor.tenantId, proposal_id: proposal.id, unit_id: proposal.unitId, ...values })
		.onConflict((known) => known.columns(['tenant_id', 'proposal_id']).doUpdateSet(values))
		.execute();
	await context.emit('proposal.released', {
		subject: { type: 'proposal', id: proposal.id },
		unitId: proposal.unitId,
		documentId: proposal.documentId,
		after: { named: shown.isNamed, ...(proposal.clauseId ? { clauseId: proposal.clauseId } : {}) },
	});
	await tellPeople(context, proposal, { personIds: [proposal.proposerId], kind: 'proposal.released' });
};

/**
 * Shows a proposal with its answer to the people of the unit, in words from which the secretary may have taken what tells
 * who wrote it. A name stands there only when the proposer has let it.
 */
export const releaseProposal = command('proposal.release', ReleaseInput, async (context, input) => {
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(mayRelease(context.actor, proposal));
	if (input.named && proposal.naming !== 'open')
		throw invalid([{ path: 'named', message: sayKey('issue_proposal_not_open') }]);
	await show(context, proposal, { body: input.body, isNamed: input.named === 'yes' });
});

/** Shows several at once, as they were written and without names. */
export const releaseProposals = command('proposal.release_many', ReleaseManyInput, async (context, input) => {
	for (const proposalId of new Set(input.proposalIds)) {
		const proposal = await seenProposal(context, proposalId);
		context.permit(mayRelease(context.actor, proposal));
		if (proposal.unitId !== input.unitId) throw missing('failure_not_found');
		await show(context, proposal, { body: proposal.body, isNamed: false });
	}
	return { released: new Set(input.proposalIds).size };
});

/** Takes a proposal off the list that the people of the unit see. */
export const takeOffProposal = command('proposal.take_off', ProposalInput, async (context, input) => {
	const { tx, actor, now } = context;
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(mayTakeOff(actor, proposal.unitId));
	const done = await tx
		.updateTable('proposal_release')
		.set({ withdrawn_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('proposal_id', '=', proposal.id)
		.where('withdrawn_at', 'is', null)
		.returning('proposal_id')
		.executeTakeFirst();
	if (!done) throw missing('failure_not_found');
	await context.emit('proposal.taken_off', {
		subject: { type: 'proposal', id: proposal.id },
		unitId: proposal.unitId,
		documentId: proposal.documentId,
	});
});

/** Sets how a unit answers, from a day on. The rules of earlier days stay. */
export const setProposalRule = command('proposal.set_rule', SetProposalRuleInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	await requireUnit(tx, input.unitId);
	context.permit(maySetRule(actor, input.unitId));
	const day: Day = input.validFrom;
	if (day < today) throw invalid([{ path: 'validFrom', message: sayKey('issue_rule_past') }]);
	const values = {
		answer_days: input.answerDays,
		names_to_answerer: input.namesToAnswerer,
		set_by: context.personId,
		set_at: now,
	};
	const before = await ruleOf(tx, { tenantId: actor.tenantId, unitId: input.unitId }, day);
	await tx
		.insertInto('proposal_rule')
		.values({ tenant_id: actor.tenantId, unit_id: input.unitId, valid_from: day, ...values })
		.onConflict((on) => on.columns(['tenant_id', 'unit_id', 'valid_from']).doUpdateSet(values))
		.execute();
	await context.emit('proposal.rule_set', {
		subject: { type: 'unit', id: input.unitId },
		unitId: input.unitId,
		before: { ...before },
		after: { answerDays: input.answerDays, namesToAnswerer: input.namesToAnswerer, validFrom: day },
	});
});
