import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const tidy = (typed: string): string => typed.normalize('NFC').replaceAll('\r\n', '\n').trim();
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform(tidy)
		.pipe(z.string().min(1, { error: key }).max(max));
const more = (max: number) => z.string().transform(tidy).pipe(z.string().max(max)).default('');

const words = {
	title: text(300, 'issue_model_title'),
	theme: more(200),
	problem: text(5_000, 'issue_model_problem'),
	steps: text(5_000, 'issue_model_steps'),
	conditions: more(3_000),
	results: more(5_000),
	programmeId: id.optional(),
	campaignId: id.optional(),
	namedIds: z.array(id).max(50).default([]),
};
const hasOrigin = ({
	programmeId,
	campaignId,
}: {
	programmeId?: string | undefined;
	campaignId?: string | undefined;
}) => Boolean(programmeId ?? campaignId);
const origin = { path: ['programmeId'], error: 'issue_model_origin' };

export const WriteModelInput = z.object({ unitId: id, ...words }).refine(hasOrigin, origin);
export const ChangeModelInput = z.object({ modelId: id, ...words }).refine(hasOrigin, origin);
export const ModelInput = z.object({ modelId: id });
export const DecideModelInput = z
	.object({
		modelId: id,
		decision: z.enum(['approved', 'returned'], { error: 'issue_model_decision' }),
		reason: more(2_000),
	})
	.refine(({ decision, reason }) => decision === 'approved' || reason !== '', {
		path: ['reason'],
		error: 'issue_reason_needed',
	});
export const ModelConsentInput = z.object({
	modelId: id,
	consent: z.enum(['yes', 'no'], { error: 'issue_model_consent' }),
});
export const ShowModelInput = z.object({
	modelId: id,
	shown: z.enum(['yes', 'no'], { error: 'issue_model_shown' }),
});
export const AdoptModelInput = z.object({
	modelId: id,
	unitId: id,
	documentId: z.uuid({ error: 'issue_model_document' }),
	startsOn: day,
});
export const GiveModelTaskInput = z.object({
	adoptionId: id,
	adoptionTaskId: id,
	ownerId: z.uuid({ error: 'issue_model_owner' }),
	clauseId: z.uuid({ error: 'issue_model_clause' }),
	dueOn: day,
});
