import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { namings } from './domain/states.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
/** A text that must be there; what is missing gets the field's own words. */
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform((typed) => typed.normalize('NFC').replaceAll('\r\n', '\n').trim())
		.pipe(z.string().min(1, { error: key }).max(max));

export const MOST_CHARACTERS = 4_000;
export const ProposalText = text(MOST_CHARACTERS, 'issue_proposal_needed');

export const ProposeInput = z.object({
	unitId: id,
	text: ProposalText,
	documentId: id.optional(),
	clauseId: id.optional(),
	naming: z.enum(namings).default('usual'),
	/** Made where it is typed, so that sending it twice makes one proposal. */
	proposalKey: id.optional(),
});
export const ProposalInput = z.object({ proposalId: id });
export const AssignProposalInput = z
	.object({
		proposalId: id,
		/** A person of the unit, or its committee. */
		answerer: z.union([id, z.literal('committee')], { error: 'issue_answerer_needed' }),
		dueOn: day,
		reason: z.string().trim().max(1_000).default(''),
	})
	.transform(({ answerer, ...rest }) => ({
		...rest,
		byCommittee: answerer === 'committee',
		answererId: answerer === 'committee' ? null : answerer,
	}));
export const SendUpInput = z.object({
	proposalId: id,
	reason: text(1_000, 'issue_reason_needed'),
	dueOn: day,
});
export const AnswerProposalInput = z.object({
	proposalId: id,
	answer: text(10_000, 'issue_answer_needed'),
	decision: z.string().trim().max(300).default(''),
});
export const RespondInput = z
	.object({
		proposalId: id,
		settled: z.enum(['yes', 'no'], { error: 'issue_settled_needed' }),
		reason: z.string().trim().max(1_000).default(''),
	})
	.refine(({ settled, reason }) => settled === 'yes' || reason !== '', {
		path: ['reason'],
		error: 'issue_reason_needed',
	});
export const CloseProposalInput = z.object({ proposalId: id, reason: text(1_000, 'issue_reason_needed') });
export const GroupInput = z.object({
	proposalId: id,
	alikeIds: z.array(id).min(1, { error: 'issue_alike_needed' }).max(100),
});
export const NamingInput = z.object({ proposalId: id, naming: z.enum(namings) });
export const TaskOfProposalInput = z.object({
	proposalId: id,
	title: text(500, 'issue_title_needed'),
	ownerId: z.uuid({ error: 'issue_owner_needed' }),
	dueOn: z.string({ error: 'issue_due_needed' }).refine(isDay, { error: 'issue_day' }),
});
export const ReleaseInput = z.object({
	proposalId: id,
	body: ProposalText,
	named: z.literal('yes').optional(),
});
export const ReleaseManyInput = z.object({
	unitId: id,
	proposalIds: z.array(id).min(1, { error: 'issue_proposals_needed' }).max(200),
});
export const SetProposalRuleInput = z.object({
	unitId: id,
	validFrom: day,
	answerDays: z.coerce
		.number({ error: 'issue_answer_days' })
		.int({ error: 'issue_answer_days' })
		.min(1, { error: 'issue_answer_days' })
		.max(120, { error: 'issue_answer_days' }),
	namesToAnswerer: z
		.literal('yes')
		.optional()
		.transform((said) => said === 'yes'),
});
