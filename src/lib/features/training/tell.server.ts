import { notify } from '#lib/features/notifications/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';

/** Tells people of something about their training; a letter names nothing of it. The words' key is the kind with `_told_`. */
export const tellOf = async (
	context: CommandContext,
	told: {
		personIds: readonly string[];
		unitId: string;
		kind: string;
		subjectId: string;
		href: string;
		detail?: Record<string, string>;
	},
): Promise<void> => {
	await notify(context, {
		...told,
		step: `${told.kind}:${context.now.toISOString()}`,
		words: told.kind.replace('.', '_told_'),
	});
};
