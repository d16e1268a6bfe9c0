import type { z } from 'zod';
import { sayKey } from '#lib/platform/failure-words.ts';
import { invalid } from '#lib/shared/failures.ts';

/**
 * The input of an act that reads, and makes a package, before its command runs.
 * @throws Failure invalid
 */
export const inputOf = <Input>(schema: z.ZodType<Input>, raw: unknown): Input => {
	const parsed = schema.safeParse(raw);
	if (parsed.success) return parsed.data;
	throw invalid(
		parsed.error.issues.map(({ path, message }) => ({
			path: String(path[0] ?? ''),
			message: sayKey(message),
		})),
	);
};
