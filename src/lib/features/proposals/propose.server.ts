import { documentForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import type { Naming } from './domain/states.ts';
import { addWorkingDays } from './domain/working-days.ts';
import { officeOf, ruleOf } from './facts.server.ts';
import { mayPropose } from './policy.ts';
import { tell, tellPeople, writeStep } from './records.server.ts';
import { ProposalText, ProposeInput } from './schema.ts';

/** Where a proposal comes from: sent by oneself; said under an item of a meeting, by whom; written in one's own paper. */
export type From =
	| { type: 'direct' }
	| { type: 'meeting'; id: string; proposerId: string }
	| { type: 'paper'; id: string };

export type Proposed = {
	text: string;
	/** The proposer's unit. */
	unitId: string;
	documentId?: string | undefined;
	/** A clause of that document. */
	clauseId?: string | undefined;
	from: From;
	naming?: Naming | undefined;
	/** Made where it is typed, so that sending it twice makes one proposal. */
	proposalKey?: string | undefined;
};

const checkPlace = async (
	{ tx, actor }: CommandContext,
	documentId: string | undefined,
	clauseId: string | undefined,
): Promise<void> => {
	if (!documentId) return;
	const document = await documentForReading(tx, actor, documentId);
	if (!clauseId) return;
	const clause = await tx
		.selectFrom('clause')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('document_id', '=', document.id)
		.where('id', '=', clauseId)
		.executeTakeFirst();
	if (!clause) throw missing('failure_not_found');
};

/** The proposal that this is again: sent with the same key, or the same words from the same place. */
const knownAs = async (
	{ tx, actor }: CommandContext,
	given: Proposed,
	of: { proposerId: string; body: string },
): Promise<string | undefined> => {
	const same = tx
		.selectFrom('proposal')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('proposer_id', '=', of.proposerId);
	if (given.proposalKey) {
		const found = await same.where('id', '=', given.proposalKey).executeTakeFirst();
		if (found) return found.id;
	}
	if (given.from.type !== 'paper') return undefined;
	const found = await same
		.where('source_id', '=', given.from.id)
		.where('body', '=', of.body)
		.executeTakeFirst();
	return found?.id;
};

/**
 * Receives a proposal, inside the command of another feature too (a meeting's record, a reflection paper that is handed
 * in). What a meeting records of somebody else, the meeting's command has asked its own policy for.
 * What comes a second time, by its key or in the same words from the same paper, is there once.
 * @throws Failure refused, invalid (text), missing for a document that the actor may not read or a person not of the unit
 */
export const proposeWithin = async (
	context: CommandContext,
	given: Proposed,
): Promise<{ proposalId: string }> => {
	const { tx, actor, now, today } = context;
	await requireUnit(tx, given.unitId);
	const proposerId = given.from.type === 'meeting' ? given.from.proposerId : context.personId;
	if (given.from.type === 'meeting') {
		const people = await peopleOfUnit(tx, given.unitId, today);
		if (!people.some(({ personId, standing }) => personId === proposerId && standing !== null))
			throw missing('failure_not_found');
	} else context.permit(mayPropose(actor, given.unitId));
	const written = ProposalText.safeParse(given.text);
	if (!written.success) throw invalid([{ path: 'text', message: sayKey('issue_proposal_needed') }]);
	const body = written.data;
	await checkPlace(context, given.documentId, given.clauseId);
	const known = await knownAs(context, given, { proposerId, body });
	if (known) return { proposalId: known };
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: given.unitId }, today);
	const proposalId = given.proposalKey ?? context.newId();
	const proposal = {
		id: proposalId,
		unitId: given.unitId,
		documentId: given.documentId ?? null,
		clauseId: given.documentId ? (given.clauseId ?? null) : null,
		proposerId,
	};
	await tx
		.insertInto('proposal')
		.values({
			tenant_id: actor.tenantId,
			id: proposalId,
			unit_id: given.unitId,
			proposer_id: proposerId,
			recorded_by: context.personId,
			body,
			document_id: proposal.documentId,
			clause_id: proposal.clauseId,
			source: given.from.type,
			source_id: given.from.type === 'direct' ? null : given.from.id,
			naming: given.naming ?? 'usual',
			state: 'received',
			received_at: now,
			since: now,
			due_on: addWorkingDays(today, rule.answerDays),
			answering_unit_id: given.unitId,
		})
		.execute();
	await writeStep(context, proposalId, {
		kind: 'received',
		unitId: given.unitId,
		isProposers: proposerId === context.personId,
	});
	await tell(context, proposal, 'proposal.received', { source: given.from.type });
	await tellPeople(context, proposal, {
		personIds: await officeOf(tx, actor.tenantId, { unitId: given.unitId, fromBelow: false }, today),
		kind: 'proposal.received',
	});
	return { proposalId };
};

/** Sends a proposal to one's unit. */
export const propose = command(
	'proposal.propose',
	ProposeInput,
	(context, input) => proposeWithin(context, { ...input, from: { type: 'direct' } }),
	// A form that comes a second time changes nothing and writes no event.
	{ silent: true },
);
