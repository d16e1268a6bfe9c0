import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { outcomes } from './domain/states.ts';

const id = z.uuid();
/** So long may one field be: some fifteen pages. */
export const MOST_LETTERS = 40_000;
const MOST_FIELDS = 120;

const fields = z
	.record(z.string().max(60), z.string().max(MOST_LETTERS, { error: 'issue_reflection_long' }))
	.refine((all) => Object.keys(all).length <= MOST_FIELDS, { error: 'issue_reflection_long' });

const place = z.number().int().min(0).max(MOST_LETTERS);
const text = z.string().max(MOST_LETTERS, { error: 'issue_reflection_long' });
const changes = z
	.record(z.string().max(60), z.union([text, z.tuple([place, place, text, place])]))
	.refine((all) => Object.keys(all).length <= MOST_FIELDS, { error: 'issue_reflection_long' });

/** All fields, or what was typed since the revision (text/typed-changes.ts). */
export const SaveInput = z
	.object({
		roundId: id,
		/** The revision on which it was written. */
		revision: z.coerce.number().int().min(0),
		fields: fields.optional(),
		changes: changes.optional(),
		/** A form without a script cannot merge: both texts are kept, one under the other. */
		joins: z.boolean().default(false),
	})
	.refine((sent) => sent.fields !== undefined || sent.changes !== undefined, { path: ['fields'] });
export const HandInInput = z.object({ roundId: id });
const sent = z.object({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) });
const several = <Item extends z.ZodType>(item: Item) =>
	z.array(item).min(1, { error: 'issue_files_needed' }).max(20, { error: 'failure_reflection_files' });
export const AddFilesInput = z.object({ roundId: id, files: several(sent) });
/** Files after they were looked at: what each is, and the text that it holds. */
export const LookedFilesInput = z.object({
	roundId: id,
	files: several(sent.extend({ mediaType: z.string(), body: z.string() })),
});
export const FileInput = z.object({ roundId: id, fileId: id });
export const ReflectionInput = z.object({ reflectionId: id });
export const AssignInput = z.object({
	reflectionIds: z.array(id).min(1, { error: 'issue_reflections_chosen' }).max(500),
	reviewerId: z.uuid({ error: 'issue_reviewer_needed' }),
});
export const RemarkInput = z.object({
	reflectionId: id,
	passage: z.string().trim().max(1_000).default(''),
	body: z.string({ error: 'issue_remark_needed' }).trim().min(1, { error: 'issue_remark_needed' }).max(4_000),
});
export const ReviewInput = z
	.object({
		reflectionId: id,
		outcome: z.enum(outcomes, { error: 'issue_outcome_needed' }),
		level: z.string().trim().max(100).default(''),
		words: z.string().trim().max(4_000).default(''),
	})
	.refine(({ outcome, words }) => outcome !== 'returned' || words !== '', {
		path: ['words'],
		error: 'issue_return_reason',
	})
	.refine(({ outcome, level }) => outcome !== 'accepted' || level !== '', {
		path: ['level'],
		error: 'issue_level_needed',
	});
export const TakeUpInput = z.object({ reflectionId: id, actKey: z.string().max(40) });
export const SetFormInput = z.object({
	unitId: id,
	validFrom: z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' }),
	titles: z.array(z.string().trim().max(200)).max(8),
	hints: z.array(z.string().trim().max(400)).max(8),
	levels: z.string({ error: 'issue_levels' }).max(400),
});
