import { z } from 'zod';
import { abbreviationKey } from './domain/abbreviations.ts';

const words = (max: number) =>
	z
		.string({ error: 'issue_abbreviation_needed' })
		.trim()
		.max(max)
		.refine((text) => abbreviationKey(text) !== '', { error: 'issue_abbreviation_needed' });

export const SetAbbreviationInput = z
	.object({ short: words(40), long: words(200) })
	.refine(({ short, long }) => abbreviationKey(short) !== abbreviationKey(long), {
		error: 'issue_abbreviation_same',
		path: ['long'],
	});
export const StrikeAbbreviationInput = z.object({ short: words(40), long: words(200) });

export const SaveSearchInput = z.object({
	name: z.string({ error: 'issue_search_name' }).trim().min(1, { error: 'issue_search_name' }).max(200),
	/** The address after the question mark. */
	query: z.string().trim().min(1).max(1_000),
});
export const RemoveSearchInput = z.object({ savedSearchId: z.uuid() });
