import { notify } from '#lib/features/notifications/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';

type Named = { id: string; name: string; unit: { id: string } };
export type Told =
	| 'opened'
	| 'nominated'
	| 'signed'
	| 'withdrawn'
	| 'voting'
	| 'decided'
	| 'chosen'
	| 'cancelled';

/** Tells people what happened with a title of the year. */
export const tellPeople = (
	context: CommandContext,
	award: Named,
	personIds: readonly string[],
	told: Told,
	at: { unitId?: string; step?: string } = {},
) =>
	notify(context, {
		personIds: [...new Set(personIds)],
		unitId: at.unitId ?? award.unit.id,
		kind: `award.${told}`,
		subjectId: award.id,
		step: at.step ?? told,
		words: `award_told_${told}`,
		detail: { name: award.name },
		letterWords: `award_letter_${told}`,
		href: `/binh-xet/${award.id}`,
	});

/** The event of a change of a title; it stands in the records of the committee. */
export const tellEvent = (
	context: CommandContext,
	award: Pick<Named, 'id' | 'unit'>,
	verb: string,
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, { subject: { type: 'award', id: award.id }, unitId: award.unit.id, after });
