import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { relationKinds } from './domain/status.ts';

const id = z.uuid();
const day = z.string().refine(isDay, { error: 'issue_day' });

export const ReadTextInput = z.object({ documentId: id });

export const DecideRelationInput = z.object({
	relationId: id,
	decision: z.enum(['confirmed', 'refused']),
	scope: z.enum(['whole', 'part']).optional(),
	effectiveOn: day.optional(),
});

export const AddRelationInput = z.object({
	documentId: id,
	kind: z.enum(relationKinds as [(typeof relationKinds)[number], ...(typeof relationKinds)[number][]], {
		error: 'issue_relation_kind_needed',
	}),
	/** The number of the other document as it is printed. */
	target: z
		.string({ error: 'issue_relation_target_needed' })
		.trim()
		.min(1, { error: 'issue_relation_target_needed' })
		.max(200),
	scope: z.enum(['whole', 'part']).default('whole'),
	effectiveOn: day.optional(),
	reason: z.string().trim().max(1_000).default(''),
});

export const RemoveRelationInput = z.object({ relationId: id });

export const CorrectEffectInput = z
	.object({ documentId: id, inForceFrom: day.optional(), inForceUntil: day.optional() })
	.refine(({ inForceFrom, inForceUntil }) => !inForceFrom || !inForceUntil || inForceFrom <= inForceUntil, {
		error: 'issue_effect_order',
		path: ['inForceUntil'],
	});
