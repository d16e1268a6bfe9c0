import { notifyMany } from '#lib/features/notifications/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';

/** Tells the offices of many units of what their unit was given, in one statement. */
export const tellAllUnits = (
	context: CommandContext,
	receipts: readonly { id: string; unitId: string }[],
	offices: ReadonlyMap<string, string[]>,
	told: { step: 'sent' | 'withdrawn'; detail: Record<string, string> },
): Promise<number> =>
	notifyMany(
		context,
		receipts.map(({ id, unitId }) => ({
			personIds: offices.get(unitId) ?? [],
			unitId,
			kind: `dispatch.${told.step}`,
			subjectId: id,
			step: told.step,
			words: `cascade_told_${told.step}`,
			detail: told.detail,
			letterWords: `cascade_letter_${told.step}`,
			href: `/trien-khai/den/${id}`,
		})),
	);
