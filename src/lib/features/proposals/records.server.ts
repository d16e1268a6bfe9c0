import { sql } from 'kysely';
import { notify } from '#lib/features/notifications/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { StepKind } from './domain/states.ts';
import { followersOf, type KnownProposal } from './facts.server.ts';

export type NewStep = {
	kind: StepKind;
	/** The unit that did it. */
	unitId: string;
	words?: string;
	decision?: string;
	dueOn?: string | null;
	toPersonId?: string | null;
	toUnitId?: string | null;
	taskId?: string | null;
	/** It is the proposer's own step: no name beside it. */
	isProposers?: boolean;
};

/** Writes one step of the chain. */
export const writeStep = async (
	context: CommandContext,
	proposalId: string,
	step: NewStep,
): Promise<void> => {
	await context.tx
		.insertInto('proposal_step')
		.values({
			tenant_id: context.actor.tenantId,
			id: context.newId(),
			proposal_id: proposalId,
			kind: step.kind,
			at: context.now,
			by_id: step.isProposers ? null : context.personId,
			unit_id: step.unitId,
			words: step.words ?? '',
			decision: step.decision ?? '',
			due_on: step.dueOn ?? null,
			to_person_id: step.toPersonId ?? null,
			to_unit_id: step.toUnitId ?? null,
			task_id: step.taskId ?? null,
		})
		.execute();
};

type Changed = Partial<{
	state: KnownProposal['state'];
	round: number;
	due_on: string;
	answering_unit_id: string;
	answerer_id: string | null;
	by_committee: boolean;
	assigned_by: string | null;
	leader_id: string | null;
	naming: KnownProposal['naming'];
}>;

/** Changes a proposal; a new state begins now. @param upTo a unit above that sees it from now on */
export const changeProposal = async (
	context: CommandContext,
	proposalId: string,
	changed: Changed,
	upTo?: string,
): Promise<void> => {
	await context.tx
		.updateTable('proposal')
		.set({
			...changed,
			...(changed.state ? { since: context.now } : {}),
			...(upTo
				? { seen_by: sql<string[]>`array_append(array_remove(seen_by, ${upTo}::uuid), ${upTo}::uuid)` }
				: {}),
		})
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', proposalId)
		.execute();
};

/** The event of a change: about the proposer, so it is personal. */
export const tell = (
	context: CommandContext,
	proposal: Pick<KnownProposal, 'id' | 'unitId' | 'documentId' | 'clauseId' | 'proposerId'>,
	verb: string,
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'proposal', id: proposal.id },
		unitId: proposal.unitId,
		documentId: proposal.documentId,
		personId: proposal.proposerId,
		personal: true,
		after: { ...after, ...(proposal.clauseId ? { clauseId: proposal.clauseId } : {}) },
	});

/**
 * A step that is taken with a proposal and with all that are answered together with it: the change, the step in the
 * chain and the event of each.
 * @returns all of them, the proposal first
 */
export const takeStep = async (
	context: CommandContext,
	proposal: KnownProposal,
	taken: { verb: string; changed: Changed; step: NewStep; upTo?: string },
): Promise<KnownProposal[]> => {
	const all = [proposal, ...(await followersOf(context, proposal))];
	for (const one of all) {
		await writeStep(context, one.id, taken.step);
		await changeProposal(context, one.id, taken.changed, taken.upTo);
		await tell(context, one, taken.verb, {
			dueOn: taken.step.dueOn ?? null,
			toPersonId: taken.step.toPersonId ?? null,
			toUnitId: taken.step.toUnitId ?? null,
		});
	}
	return all;
};

/** Tells people of a proposal; the letter names nothing of it. */
export const tellPeople = async (
	context: CommandContext,
	proposal: Pick<KnownProposal, 'id' | 'unitId'>,
	told: { personIds: readonly string[]; kind: string; detail?: Record<string, string>; isUrgent?: boolean },
): Promise<void> => {
	const key = told.kind.replace('.', '_told_');
	await notify(context, {
		personIds: told.personIds,
		unitId: proposal.unitId,
		kind: told.kind,
		subjectId: proposal.id,
		step: `${told.kind}:${context.now.toISOString()}`,
		words: key,
		detail: told.detail ?? {},
		letterWords: told.kind.replace('.', '_letter_'),
		href: `/de-xuat/${proposal.id}`,
		...(told.isUrgent ? { isUrgent: true } : {}),
	});
};
