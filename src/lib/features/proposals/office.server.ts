import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { createTask } from '#lib/features/programmes/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { followersOf, type KnownProposal, officeOf, seenProposal } from './facts.server.ts';
import { mayAnswerProposal, maySort } from './policy.ts';
import { changeProposal, takeStep, tell, tellPeople, writeStep } from './records.server.ts';
import {
	AnswerProposalInput,
	AssignProposalInput,
	CloseProposalInput,
	GroupInput,
	ProposalInput,
	SendUpInput,
	TaskOfProposalInput,
} from './schema.ts';

const tellProposers = async (
	context: CommandContext,
	proposals: readonly KnownProposal[],
	told: { kind: string; detail?: Record<string, string>; isUrgent?: boolean },
): Promise<void> => {
	for (const one of proposals) await tellPeople(context, one, { ...told, personIds: [one.proposerId] });
};

/** Names who is to answer, a person of the unit or its committee, and by when. */
export const assignProposal = command('proposal.assign', AssignProposalInput, async (context, input) => {
	const { tx, actor, today } = context;
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(maySort(actor, proposal, 'assign'));
	if (input.dueOn < today) throw invalidAt('dueOn', 'issue_day_too_early');
	const people = await peopleOfUnit(tx, proposal.answeringUnitId, today);
	const answerer = people.find(({ personId }) => personId === input.answererId);
	if (!input.byCommittee && !answerer) throw invalidAt('answerer', 'issue_answerer_needed');
	if (answerer?.personId === proposal.proposerId) throw invalidAt('answerer', 'issue_answerer_is_proposer');
	await takeStep(context, proposal, {
		verb: 'proposal.assigned',
		changed: {
			state: 'assigned',
			answerer_id: input.answererId,
			by_committee: input.byCommittee,
			assigned_by: context.personId,
			due_on: input.dueOn,
		},
		step: {
			kind: 'assigned',
			unitId: proposal.answeringUnitId,
			toPersonId: input.answererId,
			toUnitId: input.byCommittee ? proposal.answeringUnitId : null,
			dueOn: input.dueOn,
			words: input.reason,
		},
	});
	const committee = people.filter(({ roles }) =>
		roles.some(({ role }) => role === 'secretary' || role === 'deputy' || role === 'committee_member'),
	);
	await tellPeople(context, proposal, {
		personIds: answerer ? [answerer.personId] : committee.map(({ personId }) => personId),
		kind: 'proposal.assigned',
	});
});

/** Sends a proposal to the unit above with the reason; both levels go on seeing where it stands. */
export const sendUp = command('proposal.send_up', SendUpInput, async (context, input) => {
	const { tx, actor, today } = context;
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(maySort(actor, proposal, 'send_up'));
	if (input.dueOn < today) throw invalidAt('dueOn', 'issue_day_too_early');
	const unit = await requireUnit(tx, proposal.answeringUnitId);
	if (!unit.parentId) throw conflict('failure_proposal_no_above');
	const receivers = await officeOf(tx, actor.tenantId, { unitId: unit.parentId, fromBelow: true }, today);
	if (receivers.length === 0) throw conflict('failure_proposal_nobody_above');
	const above = unit.parentId;
	const all = await takeStep(context, proposal, {
		verb: 'proposal.sent_up',
		changed: {
			state: 'received',
			answering_unit_id: above,
			answerer_id: null,
			by_committee: false,
			assigned_by: null,
			due_on: input.dueOn,
		},
		step: { kind: 'sent_up', unitId: unit.id, toUnitId: above, dueOn: input.dueOn, words: input.reason },
		upTo: above,
	});
	await tellPeople(context, proposal, {
		personIds: receivers,
		kind: 'proposal.sent_up',
		detail: { unit: unit.shortName },
	});
	await tellProposers(context, all, { kind: 'proposal.went_up' });
});

/** Answers a proposal and all that are answered together with it; each proposer sees it and says whether it settles theirs. */
export const answerProposal = command('proposal.answer', AnswerProposalInput, async (context, input) => {
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(mayAnswerProposal(context.actor, proposal));
	const all = await takeStep(context, proposal, {
		verb: 'proposal.answered',
		changed: { state: 'answered' },
		step: {
			kind: 'answered',
			unitId: proposal.answeringUnitId,
			words: input.answer,
			decision: input.decision,
		},
	});
	await tellProposers(context, all, { kind: 'proposal.answered' });
	return { answered: all.length };
});

/** Closes what was answered twice and is not settled for its proposer, with the reason. */
export const closeProposal = command('proposal.close', CloseProposalInput, async (context, input) => {
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(maySort(context.actor, proposal, 'close'));
	await takeStep(context, proposal, {
		verb: 'proposal.closed',
		changed: { state: 'closed' },
		step: { kind: 'closed', unitId: proposal.answeringUnitId, words: input.reason },
	});
	await tellProposers(context, [proposal], { kind: 'proposal.closed' });
});

/** Answers further proposals together with this one: they go where it goes, and have its day. */
export const groupProposals = command('proposal.group', GroupInput, async (context, input) => {
	const { actor } = context;
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(maySort(actor, proposal, 'group'));
	if (proposal.leaderId) throw conflict('failure_proposal_follows');
	for (const alikeId of new Set(input.alikeIds)) {
		const alike = await seenProposal(context, alikeId);
		context.permit(maySort(actor, alike, 'group'));
		if (alike.id === proposal.id || alike.answeringUnitId !== proposal.answeringUnitId)
			throw missing('failure_not_found');
		// What was answered together with that one comes along.
		for (const one of [alike, ...(await followersOf(context, alike))]) {
			await writeStep(context, one.id, { kind: 'grouped', unitId: proposal.answeringUnitId });
			await changeProposal(context, one.id, {
				leader_id: proposal.id,
				state: proposal.state,
				answerer_id: proposal.answererId,
				by_committee: proposal.byCommittee,
				assigned_by: proposal.assignedBy,
				due_on: proposal.dueOn,
			});
			await tell(context, one, 'proposal.grouped', { leaderId: proposal.id });
		}
	}
});

/** Takes a proposal out of its group again: it is answered on its own. */
export const ungroupProposal = command('proposal.ungroup', ProposalInput, async (context, input) => {
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(maySort(context.actor, proposal, 'group'));
	if (!proposal.leaderId) throw missing('failure_not_found');
	await writeStep(context, proposal.id, { kind: 'ungrouped', unitId: proposal.answeringUnitId });
	await changeProposal(context, proposal.id, { leader_id: null });
	await tell(context, proposal, 'proposal.ungrouped');
});

/** Makes a task of a proposal, in the unit that has it; the clause that it is about goes with it. */
export const taskOfProposal = command('proposal.make_task', TaskOfProposalInput, async (context, input) => {
	const proposal = await seenProposal(context, input.proposalId);
	context.permit(maySort(context.actor, proposal, 'task'));
	if (input.dueOn < context.today) throw invalidAt('dueOn', 'issue_day_too_early');
	const { taskId } = await createTask(context, {
		unitId: proposal.answeringUnitId,
		title: input.title,
		ownerId: input.ownerId,
		dueOn: input.dueOn,
		clauseIds: proposal.clauseId ? [proposal.clauseId] : [],
		origin: { type: 'proposal', id: proposal.id },
	});
	await writeStep(context, proposal.id, {
		kind: 'task',
		unitId: proposal.answeringUnitId,
		words: input.title,
		dueOn: input.dueOn,
		taskId,
	});
	await tell(context, proposal, 'proposal.task_made', { taskId });
	return { taskId };
});
